"""Prints an XLSX as another library reads it: each sheet's name and frozen cell, then each cell that is not
empty: place, value, number format. With --values the values the writer has computed in place of formulas."""
import sys
import openpyxl

book = openpyxl.load_workbook(sys.argv[1], data_only="--values" in sys.argv[2:])
for sheet in book.worksheets:
    print(f"== {sheet.title} frozen {sheet.freeze_panes}")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                print(f"{cell.coordinate} {type(cell.value).__name__} {cell.value} [{cell.number_format}]")
