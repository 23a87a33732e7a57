//! The same tables as Parquet: typed columns for R, Python, `DuckDB` and Power BI.

use std::sync::Arc;

use kvalitet_disclosure::Release;
use kvalitet_text::Texts;
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use super::{Cell, Column, Kind, Table};
use crate::stamps;

/// The table as a Parquet file: one row group, compressed with Snappy. Texts are UTF-8, counts whole
/// numbers, other numbers doubles (the nearest to what the plain table prints); what is empty there is
/// null. The file carries title, date, recipient and stamp.
pub(super) fn file(table: &Table<'_>, release: &Release, texts: &Texts) -> Result<Vec<u8>> {
    let properties = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_compression(Compression::SNAPPY)
        .set_created_by("kvalitetsrapport".to_owned())
        .set_key_value_metadata(Some(about(release, texts)))
        .build();
    let schema = Arc::new(schema(table)?);
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    let rows: Vec<Vec<Cell>> = (table.rows)().collect();
    let mut group = writer.next_row_group()?;
    for (at, column) in table.columns.iter().enumerate() {
        let cells: Vec<Option<&Cell>> = rows.iter().map(|row| row.get(at)).collect();
        write(&mut group, *column, &cells)?;
    }
    group.close()?;
    writer.into_inner()
}

fn about(release: &Release, texts: &Texts) -> Vec<KeyValue> {
    let edition = release.edition();
    let pair = |key: &str, value: String| KeyValue::new(key.to_owned(), value);
    let mut about = vec![
        pair("titel", edition.title.clone()),
        pair("dato", edition.date.clone()),
        pair("modtager", release.audience().to_string()),
    ];
    about.extend(stamps::confidential_stamp(release, texts).map(|stamp| pair("stempel", stamp)));
    about
}

fn schema(table: &Table<'_>) -> Result<Type> {
    let field = |column: &Column| {
        let (physical, logical) = match column.kind {
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Count => (Physical::INT64, None),
            Kind::Number => (Physical::DOUBLE, None),
        };
        let converted = if logical.is_some() { ConvertedType::UTF8 } else { ConvertedType::NONE };
        let field = Type::primitive_type_builder(column.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_converted_type(converted)
            .with_logical_type(logical)
            .build()?;
        Ok(Arc::new(field))
    };
    let fields = table.columns.iter().map(field).collect::<Result<Vec<_>>>()?;
    Type::group_type_builder(table.name).with_fields(fields).build()
}

fn write(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    column: Column,
    cells: &[Option<&Cell>],
) -> Result<()> {
    match column.kind {
        Kind::Text => write_as::<ByteArrayType>(group, cells, |cell| match cell {
            Cell::Text(text) if !text.is_empty() => Some(ByteArray::from(text.as_str())),
            Cell::Text(_) | Cell::Count(_) | Cell::Number(_) | Cell::Empty => None,
        }),
        Kind::Count => write_as::<Int64Type>(group, cells, |cell| match cell {
            Cell::Count(count) => i64::try_from(*count).ok(),
            Cell::Text(_) | Cell::Number(_) | Cell::Empty => None,
        }),
        Kind::Number => write_as::<DoubleType>(group, cells, |cell| match cell {
            Cell::Number(number) => Some(number.to_f64()),
            Cell::Text(_) | Cell::Count(_) | Cell::Empty => None,
        }),
    }
}

/// Writes the next column; a cell without a value is null.
fn write_as<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    cells: &[Option<&Cell>],
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<()> {
    let values: Vec<Option<T::T>> = cells.iter().map(|cell| cell.and_then(&value)).collect();
    let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let values: Vec<T::T> = values.into_iter().flatten().collect();
    if let Some(mut writer) = group.next_column()? {
        writer.typed::<T>().write_batch(&values, Some(&levels), None)?;
        writer.close()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    use super::*;
    use crate::csv_files::tests::figures;
    use crate::csv_files::{figures, plain, tables};
    use crate::funnels;
    use crate::testing::Fixture;
    use crate::view::View;

    /// A cell as the plain table prints it.
    fn printed(field: &Field) -> String {
        match field {
            Field::Null => String::new(),
            Field::Str(text) => text.clone(),
            Field::Long(count) => count.to_string(),
            Field::Double(number) => number.to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_rows_are_those_of_the_plain_table() {
        let fixture = Fixture::new();
        let (release, figures) = (fixture.release(), figures());
        let view = View::new(&release, &fixture.texts);
        let rows = || figures.iter().map(|(key, figure)| figures::row(&view, key, figure));
        let table = Table::of("figurer", &figures::COLUMNS, rows);
        let bytes = bytes::Bytes::from(file(&table, &release, &fixture.texts).unwrap());
        let reader = SerializedFileReader::new(bytes).unwrap();
        let plain = plain(&table).unwrap();
        let mut lines = csv::Reader::from_reader(plain.as_slice());
        let names: Vec<String> = lines.headers().unwrap().iter().map(ToOwned::to_owned).collect();
        let mut rows = reader.get_row_iter(None).unwrap();
        for line in lines.records() {
            let (line, row) = (line.unwrap(), rows.next().unwrap().unwrap());
            assert_eq!(row.len(), names.len());
            for ((name, field), expected) in row.get_column_iter().zip(names.iter().zip(&line)) {
                let (expected_name, cell) = expected;
                assert_eq!(name, expected_name);
                let same = match field {
                    Field::Double(number) => cell.parse() == Ok(*number),
                    _ => printed(field) == cell,
                };
                assert!(same, "{name}: {field:?}, {cell}");
            }
        }
        assert!(rows.next().is_none());
    }

    #[test]
    fn the_file_says_whom_it_is_for() {
        let fixture = Fixture::new();
        let release = fixture.release();
        let view = View::new(&release, &fixture.texts);
        let funnels = funnels::funnels(&view);
        let all = tables(&view, &funnels);
        let bytes = bytes::Bytes::from(file(&all[0], &release, &fixture.texts).unwrap());
        let reader = SerializedFileReader::new(bytes).unwrap();
        let metadata = reader.metadata().file_metadata();
        let said = metadata.key_value_metadata().unwrap();
        let of = |key: &str| said.iter().find(|pair| pair.key == key)?.value.clone();
        assert_eq!(of("modtager"), Some(release.audience().to_string()));
        assert_eq!(of("stempel"), stamps::confidential_stamp(&release, &fixture.texts));
        assert_eq!(metadata.created_by(), Some("kvalitetsrapport"));
    }
}
