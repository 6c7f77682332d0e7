// Marks what is old by the clock of the reader (a snapshot of the Hub, facts that nobody has checked for long), helps on
// the page for missing addresses, and mends two parts of the theme for keyboards and screen readers.

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

document.querySelectorAll("[data-snapshot]").forEach(warnIfOld);
document.querySelectorAll("time[data-checked]").forEach(markIfStale);

/** Let the link of the page for missing addresses look for the last words of the address. */
function lookFor(link) {
  const words = decodeURIComponent(location.pathname).split("/").filter(Boolean).at(-1)?.replace(/[-_]+/g, " ");
  if (!words) return;
  link.href += `?${new URLSearchParams({ find: words.replace(/\.(html?|md)$/, "") })}`;
  link.textContent = `Look for “${words}” among all releases`;
}

document.querySelectorAll("[data-missing]").forEach(lookFor);

/**
 * Let a reader open every row of a card at once, to search in it or to print it with its evidence. The theme opens all
 * rows for print, so the body says whether the reader wanted that.
 */
function openAll(line) {
  const rows = [...document.querySelectorAll(".os-rows details.os-fold")];
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Open all rows" });
  button.addEventListener("click", () => {
    const open = !rows.every((row) => row.open);
    for (const row of rows) row.open = open;
    document.body.dataset.rows = open ? "open" : "";
    button.textContent = open ? "Close all rows" : "Open all rows";
  });
  line.append(" ", button);
}

document.querySelectorAll("[data-rows]").forEach(openAll);

// The theme lets the table of a hand-written page scroll in a box that no keyboard reaches. It makes the box when the
// document is ready, right before this.
document.addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    const columns = [...box.querySelectorAll("thead th")].map((each) => each.textContent.trim());
    box.setAttribute("aria-label", `Table: ${columns.join(", ")}`);
  }
});

// The theme gives its search dialog no name.
document.querySelector("[data-md-component=search][role=dialog]")?.setAttribute("aria-label", "Search");
