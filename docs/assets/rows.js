// The rows of a table as values: what they say, which of them a reader wants, in which order, and how many there are.
// Nothing here changes the page.

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const NUMBER = /^-?\d+(\.\d+)?$/;

/** Return only the letters and digits of a text, in lower case: "GPT-OSS 120B" and "gptoss 120b" are the same. */
export const squashed = (text) => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** Return the words of a text, each squashed. */
export const wordsOf = (text) => text.split(/\s+/).map(squashed).filter(Boolean);

/** One row: its element, its place in the table as the server made it, and its values in each facet. */
export class Row {
  constructor(element, place, facets) {
    const values = (element.dataset.in ?? "").split("|");
    this.element = element;
    this.place = place;
    this.values = facets.map((facet, index) => facet.reached(values[index] ?? ""));
    this.said = values;
    this.keys = [];
  }

  /** Everything that "Find" looks at: the head of the row, and its other names. */
  get names() {
    this.squashedNames ??= `${squashed(this.element.cells[0].textContent)} ${this.element.dataset.find ?? ""}`;
    return this.squashedNames;
  }

  /** Return what the row sorts by in a column; "" is unknown. It is read once: `forget` what has changed. */
  key(column) {
    return (this.keys[column] ??= this.read(column));
  }

  read(column) {
    const cell = this.element.cells[column];
    return cell?.dataset.sort ?? cell?.textContent.trim() ?? "";
  }

  forget(column) {
    this.keys[column] = undefined;
  }
}

/** Return whether a row has every one of these values in a facet. */
const has = (row, facet, values) => values.every((value) => row.values[facet].includes(value));

/** Return the places of the facets in which something is chosen. */
const used = (chosen) => chosen.flatMap((values, facet) => (values.length ? [facet] : []));

/** Return the rows that match words and, in each facet, the chosen values. */
export function matching(rows, words, chosen) {
  const facets = used(chosen);
  return rows.filter(
    (row) => words.every((word) => row.names.includes(word)) && facets.every((facet) => has(row, facet, chosen[facet])),
  );
}

/**
 * Return for each facet how many rows would match with each of its values chosen.
 *
 * A choice of one value replaces the one before it, so its counts leave it out; a choice of many (`isMany` of a facet)
 * adds to them.
 */
export function counted(rows, words, chosen, facets) {
  const every = matching(rows, words, chosen);
  return facets.map((facet, place) => {
    const isFree = facet.isMany || !chosen[place].length;
    const counts = new Map();
    for (const row of isFree ? every : matching(rows, words, chosen.with(place, []))) {
      for (const value of row.values[place]) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return counts;
  });
}

/** Return whether every known value of a column is a number. */
export const isNumeric = (rows, column) => rows.every((row) => !row.key(column) || NUMBER.test(row.key(column)));

/** Return the rows by a column. Equal rows keep their places, and unknown values come last in both directions. */
export function sorted(rows, column, direction) {
  const sign = direction === "ascending" ? 1 : -1;
  const keyed = rows.map((row) => [row.key(column), row]);
  const compare = keyed.every(([key]) => !key || NUMBER.test(key)) ? (a, b) => a - b : collator.compare;
  keyed.sort(([x, one], [y, other]) => {
    if (!x || !y) return !x - !y || one.place - other.place;
    return sign * compare(x, y) || one.place - other.place;
  });
  return keyed.map(([, row]) => row);
}

/** Return a table of texts as CSV; a text that a spreadsheet would take for a formula begins with an apostrophe. */
export function csv(lines) {
  const quoted = (text) => `"${text.replace(/^(?=[=+\-@])/, "'").replaceAll('"', '""')}"`;
  return lines.map((line) => `${line.map(quoted).join(",")}\r\n`).join("");
}
