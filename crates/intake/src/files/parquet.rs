use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow_array::cast::AsArray;
use arrow_array::types as t;
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use costing::Coded;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::bytes::Bytes;
use super::quietly::quietly;
use super::rows::trimmed;
use super::table::{Interner, Table, Wanted};
use crate::{Finding, Findings, Place};

/// Rows decoded at a time.
const BATCH: usize = 1 << 17;

/// Reads a Parquet file: texts, whole numbers, decimals, dates, truth values and floats; each
/// column on its own, so that two cores share them.
pub(crate) fn read(
    bytes: &Bytes,
    wanted: &Wanted<'_>,
    findings: &mut Findings,
) -> Result<Table, Finding> {
    quietly(|| read_sound(bytes, wanted, findings)).unwrap_or_else(|| Err(damaged(bytes)))
}

fn damaged(bytes: &Bytes) -> Finding {
    Finding::error(
        Place::File(bytes.name.clone()),
        "is not Parquet that can be read: it is damaged",
    )
}

fn read_sound(
    bytes: &Bytes,
    wanted: &Wanted<'_>,
    findings: &mut Findings,
) -> Result<Table, Finding> {
    let broken = |error: &dyn std::fmt::Display| {
        Finding::error(
            Place::File(bytes.name.clone()),
            format!("is not Parquet that can be read: {error}"),
        )
    };
    let content = bytes.bytes.clone();
    let plain = ArrowReaderMetadata::load(
        &content,
        ArrowReaderOptions::new().with_skip_arrow_metadata(true),
    )
    .map_err(|error| broken(&error))?;
    let schema = plain.schema().clone();
    let options = ArrowReaderOptions::new().with_schema(Arc::new(texts_as_codes(&schema)));
    let metadata = ArrowReaderMetadata::try_new(plain.metadata().clone(), options)
        .map_err(|error| broken(&error))?;
    let headers: Vec<String> =
        schema.fields().iter().map(|field| field.name().trim().to_owned()).collect();
    let rows = usize::try_from(metadata.metadata().file_metadata().num_rows()).unwrap_or(0);
    let layout = wanted.layout(&bytes.name, &headers, findings);
    if headers.len() > super::MOST_COLUMNS {
        return Err(Finding::error(
            Place::File(bytes.name.clone()),
            format!("has {} columns", headers.len()),
        )
        .expected(format!("at most {}, as a spreadsheet has", super::MOST_COLUMNS)));
    }
    let done = AtomicU64::new(0);
    let all = (rows * layout.read.len()) as u64;
    let column = |at: &usize| -> Result<(usize, Coded<String>), Finding> {
        let builder =
            ParquetRecordBatchReaderBuilder::new_with_metadata(content.clone(), metadata.clone());
        let mask = ProjectionMask::roots(builder.parquet_schema(), [*at]);
        let reader = builder
            .with_projection(mask)
            .with_batch_size(BATCH)
            .build()
            .map_err(|error| broken(&error))?;
        let mut interner = Interner::default();
        let mut printed = FxHashMap::default();
        // A damaged file may claim any number of rows.
        let mut codes: Vec<u32> = Vec::with_capacity(rows.min(1 << 24));
        for batch in reader {
            let before = done.fetch_add(BATCH as u64, Ordering::Relaxed);
            wanted.progress.say("reading", &bytes.name, before.min(all), all)?;
            let batch = batch.map_err(|error| broken(&error))?;
            append(batch.column(0), &mut interner, &mut printed, &mut codes)
                .map_err(|kind| broken(&format!("column \"{}\" holds {kind}", headers[*at])))?;
        }
        if codes.len() != rows {
            return Err(broken(&format!("column \"{}\" is cut off", headers[*at])));
        }
        Ok((*at, Coded::new(interner.into_values(), codes)))
    };
    let read: Vec<Result<(usize, Coded<String>), Finding>> = layout
        .read
        .par_iter()
        .map(|at| quietly(|| column(at)).unwrap_or_else(|| Err(damaged(bytes))))
        .collect();
    let mut columns: Vec<Option<Coded<String>>> = headers.iter().map(|_| None).collect();
    let mut passed_over: Vec<String> = Vec::new();
    for (at, column) in layout.read.iter().zip(read) {
        // A column of lists or the like beside the ones that are wanted is no reason to refuse.
        let beside = wanted.tolerant && !layout.names.values().any(|named| named == at);
        match column {
            Ok((at, column)) if rows > 0 => columns[at] = Some(column),
            Err(_) if beside => passed_over.push(headers[*at].clone()),
            other => drop(other?),
        }
    }
    let mut table = Table::new(bytes.name.clone(), headers, rows, 1, columns, layout);
    table.said.push("Parquet".to_owned());
    if !passed_over.is_empty() {
        let names = super::table::quoted(&passed_over);
        table.said.push(format!("columns that hold no plain values, passed over: {names}"));
    }
    Ok(table)
}

/// The same schema with every text column asked for as codes of its distinct values.
fn texts_as_codes(schema: &Schema) -> Schema {
    let coded = |field: &Arc<Field>| match field.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
            let kind = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
            Field::new(field.name(), kind, field.is_nullable())
        }
        _ => field.as_ref().clone(),
    };
    Schema::new(schema.fields().iter().map(coded).collect::<Vec<_>>())
}

/// Adds the codes of a batch. Numbers are printed once for each distinct one: `printed` knows the
/// codes of those seen before by their bits.
fn append(
    array: &ArrayRef,
    interner: &mut Interner,
    printed: &mut FxHashMap<u64, u32>,
    codes: &mut Vec<u32>,
) -> Result<(), String> {
    macro_rules! printed {
        ($kind:ty, $bits:expr) => {{
            let values = array.as_primitive::<$kind>();
            let bits = $bits;
            for row in 0..values.len() {
                if values.is_null(row) {
                    codes.push(interner.number(""));
                    continue;
                }
                let value = values.value(row);
                let code = *printed
                    .entry(bits(value))
                    .or_insert_with(|| interner.number(&value.to_string()));
                codes.push(code);
            }
        }};
    }
    match array.data_type() {
        DataType::Dictionary(_, _) => {
            let dictionary = array.as_dictionary::<t::Int32Type>();
            let texts = dictionary.values().as_string::<i32>();
            let known: Vec<u32> = (0..texts.len())
                .map(|at| {
                    interner.number(if texts.is_null(at) { "" } else { trimmed(texts.value(at)) })
                })
                .collect();
            let keys = dictionary.keys();
            if keys.null_count() == 0 {
                codes.extend(
                    keys.values().iter().map(|key| known[usize::try_from(*key).unwrap_or(0)]),
                );
            } else {
                let blank = interner.number("");
                codes.extend(keys.iter().map(|key| {
                    key.and_then(|key| usize::try_from(key).ok()).map_or(blank, |key| known[key])
                }));
            }
        }
        DataType::Utf8 => {
            let texts = array.as_string::<i32>();
            codes.extend(texts.iter().map(|text| interner.number(trimmed(text.unwrap_or("")))));
        }
        DataType::Boolean => {
            let values = array.as_boolean();
            codes.extend(values.iter().map(|value| {
                interner.number(value.map_or("", |v| if v { "true" } else { "false" }))
            }));
        }
        DataType::Int8 => printed!(t::Int8Type, |value: i8| value as u64),
        DataType::Int16 => printed!(t::Int16Type, |value: i16| value as u64),
        DataType::Int32 => printed!(t::Int32Type, |value: i32| value as u64),
        DataType::Int64 => printed!(t::Int64Type, |value: i64| value as u64),
        DataType::UInt8 => printed!(t::UInt8Type, |value: u8| value as u64),
        DataType::UInt16 => printed!(t::UInt16Type, |value: u16| value as u64),
        DataType::UInt32 => printed!(t::UInt32Type, |value: u32| value as u64),
        DataType::UInt64 => printed!(t::UInt64Type, |value: u64| value),
        // The shortest decimal that reads back as the same float: what a person typed.
        DataType::Float32 => printed!(t::Float32Type, |value: f32| u64::from(value.to_bits())),
        DataType::Float64 => printed!(t::Float64Type, f64::to_bits),
        DataType::Decimal128(_, _) => {
            let values = array.as_primitive::<t::Decimal128Type>();
            for row in 0..values.len() {
                let text =
                    if values.is_null(row) { String::new() } else { values.value_as_string(row) };
                codes.push(interner.number(&text));
            }
        }
        DataType::Date32 => {
            let values = array.as_primitive::<t::Date32Type>();
            for row in 0..values.len() {
                let day = (!values.is_null(row)).then(|| values.value_as_date(row)).flatten();
                let text = day.map_or(String::new(), |day| day.to_string());
                codes.push(interner.number(&text));
            }
        }
        DataType::Date64 => {
            let values = array.as_primitive::<t::Date64Type>();
            for row in 0..values.len() {
                let day = (!values.is_null(row)).then(|| values.value_as_date(row)).flatten();
                let text = day.map_or(String::new(), |day| day.to_string());
                codes.push(interner.number(&text));
            }
        }
        DataType::Timestamp(unit, _) => {
            macro_rules! moments {
                ($kind:ty) => {{
                    let values = array.as_primitive::<$kind>();
                    for row in 0..values.len() {
                        let moment =
                            (!values.is_null(row)).then(|| values.value_as_datetime(row)).flatten();
                        let text = moment.map_or(String::new(), |moment| {
                            moment.to_string().trim_end_matches(" 00:00:00").to_owned()
                        });
                        codes.push(interner.number(&text));
                    }
                }};
            }
            match unit {
                TimeUnit::Second => moments!(t::TimestampSecondType),
                TimeUnit::Millisecond => moments!(t::TimestampMillisecondType),
                TimeUnit::Microsecond => moments!(t::TimestampMicrosecondType),
                TimeUnit::Nanosecond => moments!(t::TimestampNanosecondType),
            }
        }
        DataType::Null => {
            let blank = interner.number("");
            codes.extend(std::iter::repeat_n(blank, array.len()));
        }
        other => {
            return Err(format!("{other}; expected text, a whole number, a decimal or a date"));
        }
    }
    Ok(())
}
