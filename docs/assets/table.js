// Makes tables sort, and big tables filter. Without this script, every table is still complete and readable.
//
// The server makes (see macros.jinja and facets.py):
//   table.os-table with a caption    Its columns get buttons that sort (the sortable table pattern of the WAI-ARIA
//                                    Authoring Practices).
//     th[data-key]                   the name of the column in the address; else its title
//     th[data-first]                 the order of the first click, "ascending" or "descending", so that the best comes
//                                    first; else numbers begin with the highest and words with A
//     th[data-title]                 the name of the column in full
//     td[data-sort]                  what the cell sorts by, if not its text; "" is unknown and always comes last
//   table[data-noun]                 A big table: what its rows are, in the plural. At most one on a page.
//     table[data-facets]             the names of its facets, in the order of the values of a row
//     tr[data-in]                    the values of the row in each facet: "meta|US|text image"
//     tr[data-find]                  other names of the row for "Find", only letters and digits: "facebook metaai"
//   form[data-for=ID]                The controls of the big table, hidden until this script runs.
//     input[name=find]               plain text, looked for in the first cell and in data-find
//     select[name=FACET]             one value; with data-least, options are from low to high, and higher ones count;
//                                    with data-most, lower ones count; with data-no-column, it is no column
//     input[type=checkbox]           any number of values of one facet, all of which a row must have
//     .os-expand                     shows the controls where there is little room
//     details.os-columns             the script fills it: one checkbox for each column and for each facet
//     button[type=reset]             clears find and filters
//     [data-csv]                     downloads the rows and columns that are shown
//     output[role=status]            the script says there how many rows match
//   .os-empty[data-for=ID]           shown if no row matches
//
// The address holds the whole view, so people can link to it: ?find=llama&developer=meta&sort=-osaid&columns=a,b. It is
// the only state: every action writes the address, and the table follows it. So Back restores what was there before.

import { weightsOf } from "./weights.js";
import { counted, csv, isNumeric, matching, Row, sorted, wordsOf } from "./rows.js";

const ROW_HEIGHT = 28; // pixels of the lowest row
const ROOM = 11; // columns that fit a laptop; a table of more scrolls sideways
const COLUMN_WIDTH = 6.4;
const PAUSE = 250; // milliseconds without a key before the address follows
const MORE = 100; // rows that follow at a time, after those that fit the window

const slug = (text) => text.trim().toLowerCase().replace(/[^\p{L}\p{N}.]+/gu, "-");
const titleOf = (header) => header.dataset.title ?? header.textContent.trim().replace(/\s+/g, " ");
const APART = new Set(["find", "weigh", ""]); // controls with a listener of their own

const live = document.createElement("p");
live.setAttribute("role", "status");
live.className = "os-hidden";
document.body.append(live);

/** One facet of a big table: the values a reader can choose, and the words for each. */
class Facet {
  constructor(id, form) {
    const control = form?.elements[id];
    const isList = control instanceof HTMLSelectElement;
    this.id = id;
    this.control = control;
    this.options = isList ? [...control.options].slice(1) : [...form.querySelectorAll(`input[name="${id}"]`)];
    this.isMany = !isList;
    this.isLeast = isList && "least" in control.dataset;
    this.isMost = isList && "most" in control.dataset;
    this.isColumn = !(isList && "noColumn" in control.dataset);
    this.values = this.options.map((option) => option.value);
    this.spans = this.options.map((option) => (isList ? option : option.nextElementSibling));
    this.words = this.spans.map((span) => span.textContent);
    const label = isList ? control.closest("label").firstChild : control && form.querySelector(`[data-facet="${id}"] summary`);
    this.title = label.textContent.trim();
  }

  /** Choose these values; a control that has them already is left alone, because each write costs a layout. */
  choose(values) {
    if (this.isMany) for (const box of this.options) box.checked = values.includes(box.value);
    else if (this.control.value !== (values[0] ?? "")) this.control.value = values[0] ?? "";
  }

  /** Return every value that a row reaches, from what the server said: in an order, all lower or higher ones too. */
  reached(said) {
    if (this.isLeast) return this.values.slice(0, this.values.indexOf(said) + 1);
    if (this.isMost) return this.values.includes(said) ? this.values.slice(this.values.indexOf(said)) : [];
    return said ? said.split(" ") : [];
  }

  /** Return the words for what the server said, for a cell. */
  wordsFor(said) {
    return said.split(" ").map((value) => this.words[this.values.indexOf(value)] ?? "").filter(Boolean).join(", ");
  }

  /** Return what such a cell sorts by. */
  keyFor(said) {
    const place = this.values.indexOf(said.split(" ").at(-1));
    return place < 0 || said === "not-known" ? "" : `${place}`;
  }

  /** Let a list show its choice without a count, which may be old. */
  uncount() {
    const chosen = this.isMany ? -1 : this.control.selectedIndex - 1;
    if (chosen >= 0 && this.spans[chosen].textContent !== this.words[chosen]) this.spans[chosen].textContent = this.words[chosen];
  }

  /** Write behind each option how many rows it would leave, except behind the one that a list shows. */
  count(counts) {
    this.spans.forEach((span, index) => {
      const count = this.options[index].selected ? "" : ` (${counts.get(this.values[index]) ?? 0})`;
      const text = this.words[index] + count;
      if (span.textContent !== text) span.textContent = text;
    });
  }
}

/** A table that sorts. */
class SortedTable {
  constructor(table) {
    this.table = table;
    this.body = table.tBodies[0];
    this.facets = this.makeFacets();
    this.rows = [...this.body.rows].map((row, place) => new Row(row, place, this.facets));
    this.isAsMade = true;
    this.headers.forEach((header) => this.makeSortable(header));
    table.caption.append(" Column headers with buttons are sortable.");
    for (const event of ["scroll", "resize"]) addEventListener(event, () => this.measure(), { passive: true });
    this.measure();
    addEventListener("beforeprint", () => this.finish());
  }

  makeFacets() {
    return [];
  }

  /** Count the rows that fit into the window below the head of the table, while nothing waits for a layout. */
  measure() {
    const room = innerHeight - Math.max(0, this.body.getBoundingClientRect().top);
    this.fitting = Math.max(1, Math.ceil(room / ROW_HEIGHT));
  }

  get headers() {
    return [...this.table.tHead.rows[0].cells];
  }

  makeSortable(header) {
    const button = document.createElement("button");
    button.type = "button";
    const title = titleOf(header);
    header.dataset.title ??= title;
    header.dataset.key ??= slug(title);
    if (header.querySelector("a")) {
      button.setAttribute("aria-label", `Sort by ${title}`);
      header.append(" ", button);
    } else {
      button.append(...header.childNodes);
      header.append(button);
    }
    button.addEventListener("click", () => this.onSort(header));
    // Browsers leave a button half visible at the edge of a table that scrolls.
    button.addEventListener("focus", () => header.scrollIntoView({ block: "nearest", inline: "nearest" }));
  }

  onSort(header) {
    const now = header.getAttribute("aria-sort");
    const first = header.dataset.first ?? (isNumeric(this.rows, header.cellIndex) ? "descending" : "ascending");
    const other = first === "ascending" ? "descending" : "ascending";
    this.sortBy(header.dataset.key, now === first ? other : first);
    live.textContent = `Sorted by ${titleOf(header)}, ${header.getAttribute("aria-sort")}`;
  }

  sortBy(key, direction) {
    this.markSorted(key, direction);
    this.paint(this.inOrder(this.rows));
  }

  markSorted(key, direction) {
    for (const header of this.headers) {
      if (header.dataset.key === key) header.setAttribute("aria-sort", direction);
      else header.removeAttribute("aria-sort");
    }
  }

  inOrder(rows) {
    const header = this.headers.find((each) => each.hasAttribute("aria-sort"));
    return header ? sorted(rows, header.cellIndex, header.getAttribute("aria-sort")) : rows;
  }

  /** Show these rows: those that fit the window in the next frame, the others in short steps right after it. */
  paint(rows) {
    this.stop();
    this.rest = rows.map((row) => row.element);
    const body = document.createElement("tbody");
    body.append(...this.rest.splice(0, this.fitting));
    for (const before of this.table.tBodies) before.className = "os-before"; // not shown: quicker than to take it out
    this.table.tBodies[0].before(body);
    this.body = body;
    this.continue();
  }

  continue() {
    this.frame = requestAnimationFrame(() => {
      this.timer = setTimeout(() => {
        this.body.append(...this.rest.splice(0, MORE));
        if (this.rest.length) this.continue();
        else this.finish();
      });
    });
  }

  stop() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
  }

  finish() {
    this.stop();
    this.body.append(...(this.rest?.splice(0) ?? []));
    while (this.table.tBodies.length > 1) this.table.tBodies[1].remove();
  }
}

/** A big table with controls, whose view is in the address. */
class BigTable extends SortedTable {
  constructor(table, form) {
    super(table);
    this.empty = document.querySelector(`.os-empty[data-for="${table.id}"]`);
    this.output = form.querySelector("output");
    this.find = form.elements.find;
    this.clear = form.querySelector("[type=reset]");
    this.picks = this.facetsByPick();
    this.usual = this.headers.map((header) => header.dataset.key);
    this.makeColumnChoice();
    const [choose, drag] = [(said) => this.go(this.weighed(said)), (said) => this.goOn(this.weighed(said))];
    this.weights = weightsOf(form, this.headers, this.rows, choose, drag);
    this.listen();
    form.hidden = false;
    this.read();
  }

  /** Show what the address says. */
  read() {
    this.params = new URLSearchParams(location.search);
    this.follow();
  }

  makeFacets() {
    this.form = document.querySelector(`form[data-for="${this.table.id}"]`);
    return (this.table.dataset.facets ?? "").split(" ").filter(Boolean).map((id) => new Facet(id, this.form));
  }

  /** Return each panel with the places of the facets in it. */
  facetsByPick() {
    const placesIn = (pick) => this.facets.flatMap((facet, place) => (pick.contains(facet.options[0]) ? [place] : []));
    return [...this.form.querySelectorAll("details.os-pick")].map((pick) => [pick, placesIn(pick)]).filter(([, places]) => places.length);
  }

  listen() {
    const { form } = this;
    form.addEventListener("input", (event) => event.target.name === "find" && this.goOn(this.asked()));
    form.addEventListener("change", (event) => !APART.has(event.target.name) && this.go(this.asked()));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      this.find.focus(); // the button that was pressed goes away
      this.go(this.cleared());
    });
    form.querySelector("[data-csv]").addEventListener("click", () => this.download());
    const expand = form.querySelector(".os-expand");
    expand.addEventListener("click", () => {
      expand.setAttribute("aria-expanded", form.classList.toggle("is-expanded"));
    });
    addEventListener("popstate", () => this.read());
    for (const event of ["pointerover", "focusin"]) form.addEventListener(event, () => this.count());
    makePicks(form);
  }

  /** Show what these parameters say, and write them into the address after the paint, which it would delay. */
  go(params) {
    this.params = params;
    this.follow();
    requestAnimationFrame(() => setTimeout(() => this.write("pushState")));
  }

  /** The same while a reader types or drags: the address follows when the hand rests, and takes no step of Back. */
  goOn(params) {
    this.params = params;
    this.follow();
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.write("replaceState"), PAUSE);
  }

  write(how) {
    clearTimeout(this.writing);
    const query = this.params.toString().replaceAll("%2C", ",");
    history[how](null, "", query ? `?${query}` : location.pathname);
  }

  cleared() {
    const params = new URLSearchParams(this.params);
    for (const name of ["find", ...this.facets.map((facet) => facet.id)]) params.delete(name);
    return params;
  }

  /** Return the address of what the controls say. */
  asked() {
    const params = this.cleared();
    const data = new FormData(this.form);
    for (const name of ["find", ...this.facets.map((facet) => facet.id)]) {
      for (const value of data.getAll(name)) if (value) params.append(name, value);
    }
    const columns = [...this.columns].filter((box) => box.checked).map((box) => box.value);
    params.delete("columns");
    if (columns.join() !== this.usual.join()) params.set("columns", columns.join());
    return params;
  }

  weighed(said) {
    const params = new URLSearchParams(this.params);
    if (said) params.set("weigh", said);
    else params.delete("weigh");
    return params;
  }

  sortBy(key, direction) {
    const params = new URLSearchParams(this.params);
    params.set("sort", direction === "ascending" ? key : `-${key}`);
    this.go(params);
  }

  /** Show what the parameters say. */
  follow() {
    const { params } = this;
    this.setControls(params);
    this.showColumns();
    this.weights?.show(params.get("weigh") ?? "");
    const sort = params.get("sort") ?? "";
    this.markSorted(sort.replace(/^-/, ""), sort.startsWith("-") ? "descending" : "ascending");
    this.show();
  }

  setControls(params) {
    const find = params.get("find") ?? "";
    if (this.find.value !== find) this.find.value = find;
    this.ignored = [];
    this.chosen = this.facets.map((facet) => {
      const wanted = params.getAll(facet.id);
      const known = wanted.filter((value) => facet.values.includes(value));
      this.ignored.push(...wanted.filter((value) => !known.includes(value)));
      facet.choose(known);
      return known;
    });
  }

  show() {
    const words = wordsOf(this.find.value);
    const isSorted = this.table.tHead.querySelector("[aria-sort]") !== null;
    const isPlain = !isSorted && !words.length && this.chosen.every((values) => !values.length);
    this.found = this.inOrder(matching(this.rows, words, this.chosen));
    if (!isPlain || !this.isAsMade) this.paint(this.found);
    this.isAsMade = isPlain;
    this.isCounted = false;
    this.say();
  }

  /** Write the counts when a reader reaches for the controls, not at every change: they cost more than the rows. */
  count() {
    if (this.isCounted) return;
    this.isCounted = true;
    const counts = counted(this.rows, wordsOf(this.find.value), this.chosen, this.facets);
    this.facets.forEach((facet, index) => facet.count(counts[index]));
  }

  say() {
    const { noun } = this.table.dataset;
    const count = `${this.found.length} of ${this.rows.length} ${noun}`;
    const ignored = this.ignored.map((value) => `“${value}”`).join(", ");
    this.output.textContent = ignored ? `${count}. Not in this table: ${ignored}` : count;
    this.empty.hidden = this.found.length > 0;
    this.clear.hidden = this.cleared().toString() === this.params.toString();
    for (const [pick, facets] of this.picks) {
      pick.toggleAttribute("data-used", facets.some((facet) => this.chosen[facet].length));
    }
    this.facets.forEach((facet) => facet.uncount());
  }

  makeColumnChoice() {
    const box = this.form.querySelector(".os-columns > div");
    const choices = this.headers.slice(1).map((header) => [header.dataset.key, titleOf(header)]);
    const own = new Set(this.headers.map((header) => header.dataset.key));
    choices.push(...this.facets.filter((facet) => facet.isColumn && !own.has(facet.id)).map((facet) => [facet.id, facet.title]));
    box.append(...choices.map(([key, title]) => labeled("columns", key, title)));
    this.columns = box.querySelectorAll("input");
    this.usual = this.usual.slice(1);
  }

  showColumns() {
    const said = this.params.get("columns") ?? this.usual.join();
    if (said === this.shownColumns) return;
    this.shownColumns = said;
    for (const box of this.columns) box.checked = said.split(",").includes(box.value);
    const own = new Set(this.headers.map((header) => header.dataset.key));
    for (const { value, checked } of this.columns) {
      if (checked && !own.has(value)) this.addColumn(value);
    }
    for (const { value, checked } of this.columns) this.showColumn(value, checked);
    const shown = this.headers.filter((header) => !header.hidden);
    const isOwn = shown.map((header) => header.dataset.key).slice(1).join() !== this.usual.join();
    const isWide = isOwn && shown.length > ROOM;
    this.table.classList.toggle("os-table--own", isOwn);
    const region = this.table.parentElement;
    region.classList.toggle("os-whole--scrolls", isWide);
    if (isWide) region.tabIndex = 0;
    this.table.style.minWidth = isWide ? `${shown.length * COLUMN_WIDTH}rem` : "";
  }

  showColumn(key, isShown) {
    const header = this.headers.find((each) => each.dataset.key === key);
    if (!header || header.hidden === !isShown) return;
    for (const { cells } of [this.table.tHead.rows[0], ...this.rows.map((row) => row.element)]) {
      cells[header.cellIndex].hidden = !isShown;
    }
  }

  /** Make a column of a facet. */
  addColumn(id) {
    const index = this.facets.findIndex((facet) => facet.id === id);
    const facet = this.facets[index];
    const header = Object.assign(document.createElement("th"), { scope: "col", textContent: facet.title });
    header.dataset.key = id;
    header.dataset.first = facet.isLeast ? "descending" : "ascending";
    this.table.tHead.rows[0].append(header);
    this.makeSortable(header);
    for (const row of this.rows) {
      const cell = row.element.insertCell();
      cell.textContent = facet.wordsFor(row.said[index]);
      cell.dataset.sort = facet.keyFor(row.said[index]);
    }
  }

  download() {
    const shown = this.headers.filter((header) => !header.hidden);
    const said = (cell) => cell.textContent.trim().replace(/\s+/g, " ");
    const lines = this.found.map(({ element }) => [
      ...shown.map((header) => said(element.cells[header.cellIndex])),
      element.querySelector("a")?.href ?? "",
    ]);
    const text = csv([[...shown.map(titleOf), "Address"], ...lines]);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
    link.download = `openness-scorecard-${this.table.id}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

function labeled(name, value, title) {
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name, value });
  label.append(box, " ", title);
  return label;
}

/** Let the panels of a form close on Escape, on a click elsewhere, and when another one opens. */
function makePicks(form) {
  const picks = [...form.querySelectorAll("details.os-pick")];
  const close = (kept) => picks.forEach((pick) => pick.contains(kept) || pick.removeAttribute("open"));
  form.addEventListener("keydown", (event) => {
    const open = picks.find((pick) => pick.open && pick.contains(event.target)); // the outer one of two
    if (event.key !== "Escape" || !open) return;
    close(null);
    open.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => close(event.target));
}

for (const table of document.querySelectorAll("table.os-table:has(caption)")) {
  const form = document.querySelector(`form[data-for="${table.id}"]`);
  if (form) new BigTable(table, form);
  else new SortedTable(table);
}
