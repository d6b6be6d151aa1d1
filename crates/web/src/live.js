// Forms that show what they come to while somebody types: <form data-live="/path" data-into="id">. What the page sends back for the
// fields as they are takes the place of what stands in the element of that id. Without this script a button of the form does the same.
"use strict";
for (const form of document.querySelectorAll("form[data-live]")) {
  const into = document.getElementById(form.dataset.into);
  let waiting = 0, asked = 0;
  const show = async () => {
    const mine = ++asked;
    into.setAttribute("aria-busy", "true");
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
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
