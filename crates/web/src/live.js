// Forms that show what they come to while somebody types: <form data-live="/path" data-into="id">. What the page sends back for the
// fields as they are takes the place of what stands in the element of that id. Without this script a button of the form does the same.
// Long work says how far it is: <div data-work="/work/1">. Once it is over the page is loaded again where it asks for that
// (data-then="reload"); a way to look again and a button to cancel stand beside it without this script as well.
"use strict";
for (const form of document.querySelectorAll("form[data-live]")) {
  const into = document.getElementById(form.dataset.into);
  // What is typed here later makes what was typed here before superfluous, and not what is typed in another window.
  const tab = Math.random().toString(36).slice(2);
  let waiting = 0, asked = 0;
  const show = async () => {
    const mine = ++asked;
    into.setAttribute("aria-busy", "true");
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    body.append("tab", tab);
    try {
      const came = await fetch(form.dataset.live, { method: "POST", body });
      const text = await came.text();
      if (mine === asked && came.ok) into.innerHTML = text;
    } finally {
      if (mine === asked) into.removeAttribute("aria-busy");
    }
  };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 120); });
}
for (const box of document.querySelectorAll("[data-work]")) {
  const look = async () => {
    try {
      const came = await fetch(box.dataset.work);
      if (!came.ok) return;
      const text = await came.text();
      if (box.innerHTML !== text) box.innerHTML = text;
    } catch { return; }
    if (!box.querySelector("[data-over]")) setTimeout(look, 2000);
    else if (box.dataset.then === "reload") location.reload();
  };
  setTimeout(look, 1000);
}
