//! Broken files of every format go through the readers: no panic, no hang, and memory within a
//! multiple of the file. `GOODFAITH_FUZZ_SECONDS` makes it go on for longer than a few seconds, and
//! `GOODFAITH_FUZZ_SEED` elsewhere.

use std::io::{Cursor, Read, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use intake::import::{RosterImport, ScheduleImport, import_roster, import_schedule};
use intake::{Progress, Source};
use parquet::arrow::ArrowWriter;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Bytes that a reader may use for each byte of a file, unpacked: what docs/import.md states.
const TIMES: usize = 64;

/// What it may use whatever the size of the file.
const BESIDE: usize = 256 << 20;

/// The longest that a small broken file may take.
const LONGEST: Duration = Duration::from_secs(20);

/// A small generator of numbers, so that a seed names a run (SplitMix64, public domain).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll() % (limit.max(1) as u64)).unwrap_or(0)
    }
}

const CSV: &str = "City of Elsewhere\nPayroll register,,,,,,\n\nEmp ID,Name,Job Title,Department,FTE,Hire Date,Annual Salary\n\
    7,\"Doe, Jane\",Clerk,Parks,1,10/24/61,\"$51,862.00 \"\n8,\"Roe, Rob\",Nurse,Health,0.8,06/10/2013,\"$71,862.50 \"\n\
    9,\"Poe, Ann\",Nurse,Health,1,06/11/2013,\"$72,000.00\"\nTotal,,,,2.8,,\"$195,724.50\"\n";
const SPANISH: &str = "Puesto;Escalón;Sueldo mensual;Jornada;Fecha de ingreso\nConserje;1;1.234,56;100%;24/10/1979\nMaestra;2;2.345,67;80%;05/06/2001\n";
const GRID: &str = "Teachers, 2024-25\n\nStep,BA,BA+15,MA\n1,\"50,000\",\"52,000\",\"54,000\"\n2,\"51,000\",\"53,000\",\"55,000\"\n";
const PASTED: &str = "SALARY SCHEDULE\nMonthly, effective July 1, 2024\nClass          Step 1     Step 2     Step 3\nClerk II       $4,155     $4,356     $4,555\nNurse                     $5,100     $5,255\n";

fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "County of Elsewhere").unwrap();
    let heads = ["ID", "Class Title", "Department", "Step", "Monthly Rate"];
    for (column, head) in heads.iter().enumerate() {
        sheet.write(2, column as u16, *head).unwrap();
    }
    for row in 0..12_u32 {
        sheet.write(3 + row, 0, 100 + row).unwrap();
        sheet.write(3 + row, 1, if row % 2 == 0 { "Clerk" } else { "Nurse" }).unwrap();
        sheet.write(3 + row, 2, "Health").unwrap();
        sheet.write(3 + row, 3, row % 3 + 1).unwrap();
        sheet.write(3 + row, 4, 4000.25 + f64::from(row)).unwrap();
    }
    sheet.merge_range(16, 0, 16, 3, "Total", &rust_xlsxwriter::Format::new()).unwrap();
    sheet.write(16, 4, 48_069.0).unwrap();
    book.save_to_buffer().unwrap()
}

fn parquet() -> Vec<u8> {
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("job_title", Arc::new(StringArray::from(vec!["Clerk", "Nurse", "Clerk"]))),
        ("annual_salary", Arc::new(Float64Array::from(vec![51_862.5, 71_000.0, 52_000.0]))),
        ("fte_percent", Arc::new(Int64Array::from(vec![100, 80, 100]))),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let wide: Vec<u8> = CSV.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = SPANISH.chars().map(|letter| letter as u8).collect();
    vec![
        ("text.csv", CSV.as_bytes().to_vec()),
        ("spanish.csv", SPANISH.as_bytes().to_vec()),
        ("latin.csv", latin),
        ("wide.txt", [vec![0xff, 0xfe], wide].concat()),
        ("grid.csv", GRID.as_bytes().to_vec()),
        ("pasted.txt", PASTED.as_bytes().to_vec()),
        ("packed.csv.gz", gzipped(CSV.as_bytes())),
        ("book.xlsx", workbook()),
        ("table.parquet", parquet()),
        ("old.xls", include_bytes!("import/old-workbook.xls").to_vec()),
        ("open.ods", include_bytes!("import/open-document.ods").to_vec()),
    ]
}

/// Breaks some bytes.
fn broken(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(6) {
        if bytes.is_empty() {
            break;
        }
        let at = dice.below(bytes.len());
        let length = (1 + dice.below(32)).min(bytes.len() - at);
        match dice.below(9) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at] = [0, 0xff, b'"', b',', b'\n', b';', b'<', b'9', 0x80][dice.below(9)],
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..at + length)),
            4 => {
                let part = bytes[at..at + length].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, part);
            }
            5 => {
                let large = [&b"4294967295"[..], b"-1", b"1048576", b"99999999999999999999", b"0"];
                bytes.splice(at..at + length.min(4), large[dice.below(5)].iter().copied());
            }
            6 => {
                let part = bytes[at..at + length].to_vec();
                for _ in 0..dice.below(200) {
                    bytes.splice(at..at, part.iter().copied());
                }
            }
            7 => {
                for byte in &mut bytes[at..at + length] {
                    *byte = dice.roll() as u8;
                }
            }
            _ => {
                let little = (dice.roll() as u32).to_le_bytes();
                let length = 4.min(bytes.len() - at);
                bytes[at..at + length].copy_from_slice(&little[..length]);
            }
        }
    }
    bytes
}

/// Breaks one part of a zip archive and packs it again, so that what is in it is reached.
fn broken_inside(dice: &mut Dice, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let chosen = dice.below(archive.len());
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).ok()?;
        let name = entry.name().ok()?.into_owned();
        let mut part = Vec::new();
        entry.read_to_end(&mut part).ok()?;
        if at == chosen {
            part = broken(dice, &part);
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).ok()?;
        writer.write_all(&part).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// The most bytes that a file unpacks to, for what is packed.
fn unpacked(bytes: &[u8]) -> usize {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut sink = std::io::sink();
        let mut reader = flate2::read::MultiGzDecoder::new(bytes).take(1 << 30);
        return usize::try_from(std::io::copy(&mut reader, &mut sink).unwrap_or(0)).unwrap_or(0);
    }
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return bytes.len() };
    let mut sum = 0;
    for at in 0..archive.len() {
        if let Ok(entry) = archive.by_index(at) {
            let mut limited = entry.take(1 << 30);
            sum += std::io::copy(&mut limited, &mut std::io::sink()).unwrap_or(0);
        }
    }
    bytes.len() + usize::try_from(sum).unwrap_or(0)
}

fn read(name: &str, bytes: &[u8]) {
    let source = || vec![Source::Given { name: name.to_owned(), bytes: bytes.to_vec() }];
    let roster = RosterImport { files: source(), ..RosterImport::default() };
    let imported = import_roster(&roster, &Progress::none());
    assert_eq!(imported.canonical.is_some(), !imported.findings.has_errors());
    let schedule = ScheduleImport { files: source(), ..ScheduleImport::default() };
    let imported = import_schedule(&schedule, &Progress::none());
    assert_eq!(imported.canonical.is_some(), !imported.findings.has_errors());
}

#[test]
fn broken_files_are_answered_with_findings() {
    let number = |name: &str, default: u64| {
        std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let (seconds, seed) = (number("GOODFAITH_FUZZ_SECONDS", 8), number("GOODFAITH_FUZZ_SEED", 1));
    let mut dice = Dice(seed);
    let seeds = seeds();
    // Where the case that fails is kept.
    let keep = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutated");
    std::fs::create_dir_all(&keep).unwrap();
    let (sender, cases) = std::sync::mpsc::sync_channel::<Option<(String, Vec<u8>)>>(1);
    let (done, answers) = std::sync::mpsc::channel::<(bool, usize)>();
    let worker = std::thread::spawn(move || {
        while let Ok(Some((name, bytes))) = cases.recv() {
            MEMORY.reset_peak_usage();
            let before = MEMORY.current_usage();
            let good = std::panic::catch_unwind(|| read(&name, &bytes)).is_ok();
            let used = MEMORY.peak_usage().saturating_sub(before);
            if done.send((good, used)).is_err() {
                break;
            }
        }
    });
    let begun = Instant::now();
    let (mut count, mut most) = (0_u64, 0_usize);
    while begun.elapsed() < Duration::from_secs(seconds) {
        for (name, bytes) in &seeds {
            let case = match bytes.starts_with(b"PK") && dice.below(3) > 0 {
                true => broken_inside(&mut dice, bytes).unwrap_or_default(),
                false => broken(&mut dice, bytes),
            };
            let file = keep.join(format!("{seed}-{name}"));
            let told = format!("seed {seed}, case {count}, kept as {}", file.display());
            // Written before it is read: nothing runs after an allocation that fails.
            std::fs::write(&file, &case).unwrap();
            sender.send(Some(((*name).to_owned(), case.clone()))).expect("the reader runs");
            let answer = answers.recv_timeout(LONGEST);
            let (good, used) = answer.unwrap_or_else(|_| panic!("a hang: {told}"));
            assert!(good, "a panic: {told}");
            let allowed = unpacked(&case).saturating_mul(TIMES).saturating_add(BESIDE);
            assert!(used <= allowed, "{used} bytes of memory, {allowed} allowed: {told}");
            most = most.max(used);
            count += 1;
        }
    }
    sender.send(None).expect("the reader runs");
    worker.join().expect("the reader ends");
    eprintln!("{count} broken files, at most {} kB of memory", most >> 10);
}
