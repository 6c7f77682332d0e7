// Sorts and filters tables. Without this script, every table is still complete and readable.
//
// Sorting follows the sortable table pattern of the WAI-ARIA Authoring Practices: a real button in each header, aria-sort
// on the sorted header only, and a live region that announces the new order. Unknown values sort last in both directions.
// The script also marks an old snapshot of the Hub and facts that nobody has checked for long, by the reader's clock.
// Filters are part of the address (?developer=meta&headline=not-met), so people can link to a filtered table.

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const live = document.createElement("p");
live.setAttribute("role", "status");
live.className = "md-visually-hidden";
live.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";

function sortKey(row, column) {
  const cell = row.cells[column];
  return cell.dataset.sort ?? cell.textContent.trim();
}

function sortRows(table, column, direction) {
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => {
    const [x, y] = [sortKey(a, column), sortKey(b, column)];
    if (x === "" || y === "") return (x === "") - (y === "");
    return direction * collator.compare(x, y);
  });
  table.tBodies[0].append(...rows);
}

function onSort(table, header, title) {
  const direction = header.getAttribute("aria-sort") === "ascending" ? -1 : 1;
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
  sortRows(table, header.cellIndex, direction);
  live.textContent = `Sorted by ${title}, ${direction === 1 ? "ascending" : "descending"}`;
}

function makeSortable(table) {
  for (const header of table.tHead.rows[0].cells) {
    const title = header.textContent.trim();
    const button = document.createElement("button");
    button.type = "button";
    if (header.querySelector("a")) {
      button.setAttribute("aria-label", `Sort by ${title}`);
      header.append(" ", button);
    } else {
      button.textContent = title;
      header.replaceChildren(button);
    }
    button.addEventListener("click", () => onSort(table, header, title));
  }
  table.caption.append(" Column headers with buttons are sortable.");
}

function matches(row, wanted) {
  return [...wanted].every(([name, value]) => {
    if (!value) return true;
    if (name === "find") return row.cells[0].textContent.toLowerCase().includes(value.toLowerCase());
    return name === "labels" ? row.dataset.labels.split(";").includes(value) : row.dataset[name] === value;
  });
}

function applyFilter(form, table) {
  const wanted = new FormData(form);
  let shown = 0;
  for (const row of table.tBodies[0].rows) {
    row.hidden = !matches(row, wanted);
    shown += !row.hidden;
  }
  form.querySelector("output").textContent = `${shown} of ${table.tBodies[0].rows.length} releases`;
  const query = new URLSearchParams([...wanted].filter(([, value]) => value)).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
}

function makeFilter(form) {
  const table = document.getElementById(form.dataset.filterFor);
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  form.hidden = false;
  form.addEventListener("input", () => applyFilter(form, table));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => applyFilter(form, table)));
  form.addEventListener("keydown", (event) => event.key === "Escape" && form.reset());
  applyFilter(form, table);
}

const FRESH_DAYS = 14;
const CHECKED_MONTHS = 18;

const daysSince = (day) => (Date.now() - Date.parse(day)) / 86_400_000;

function warnIfOld(note) {
  note.hidden = daysSince(note.dataset.snapshot) <= FRESH_DAYS;
}

function markIfStale(time) {
  if (daysSince(time.dateTime) <= (CHECKED_MONTHS * 365.25) / 12) return;
  const mark = document.createElement("span");
  mark.className = "os-muted";
  mark.textContent = " stale";
  mark.title = `Nobody has checked for more than ${CHECKED_MONTHS} months`;
  time.after(mark);
}

document.body.append(live);
document.querySelectorAll("[data-snapshot]").forEach(warnIfOld);
document.querySelectorAll("time[data-checked]").forEach(markIfStale);
document.querySelectorAll("table.os-table:has(caption)").forEach(makeSortable);
document.querySelectorAll("form[data-filter-for]").forEach(makeFilter);
