/** Prints rows under their columns: what they are of on the left, figures with one decimal on the right. */
export function printTable(columns: string[], rows: (string | number)[][]): void {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? formatted(cell) : cell)));
  const widths = columns.map((column, index) => Math.max(column.length, ...cells.map((row) => row[index]!.length)));
  const line = (row: string[]): string =>
    row.map((cell, index) => (index === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[index]!))).join('  ');
  process.stdout.write(`\n${[columns, ...cells].map(line).join('\n')}\n`);
}

/** Nothing where there is no figure. */
const formatted = (figure: number): string => (Number.isNaN(figure) ? '' : figure.toFixed(1));
