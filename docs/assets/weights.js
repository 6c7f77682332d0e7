// Weighs the open share as the reader likes: the weighted mean of the shares of the groups of components.
//
// The server makes a panel with one slider per group and a list of presets ([data-weights], see macros.jinja), and gives
// each row the share of each group in percent, in the same order: tr[data-shares]="100.0-100.0 50.0-75.0 none 80.0-80.0".
// A group that does not apply to a release is left out. The weights are in the address: ?weigh=3-1-0-1. Without them,
// the column is what the server counted. Verdicts never change.

const COLUMN = "open-share";

/** Return a weighted share as its lower and upper end in percent; nothing if no group counts. */
export function weigh(shares, weights) {
  const sums = [0, 0, 0];
  shares.forEach((share, group) => {
    if (!share) return;
    sums[0] += weights[group] * share[0];
    sums[1] += weights[group] * share[1];
    sums[2] += weights[group];
  });
  return sums[2] ? [sums[0] / sums[2], sums[1] / sums[2]] : undefined;
}

const read = (said) => (said === "none" ? undefined : said.split("-").map(Number));

function words([low, high]) {
  const [from, to] = [Math.round(low), Math.round(high)];
  return from === to ? `${from} %` : `${from}–${to} %`;
}

/** The panel, and the column that it weighs. */
export class Weights {
  constructor(panel, header, rows, go, goOn) {
    this.header = header;
    this.sliders = [...panel.querySelectorAll("input[type=range]")];
    this.presets = panel.querySelector("[data-presets]");
    this.summary = panel.querySelector("summary").parentElement;
    this.cells = rows.map((row) => {
      const cell = row.element.cells[header.cellIndex];
      return { row, cell, text: cell.textContent, sort: cell.dataset.sort, title: cell.title, shares: row.element.dataset.shares.split(" ").map(read) };
    });
    this.presets.addEventListener("change", () => go(this.presets.value));
    for (const slider of this.sliders) {
      slider.addEventListener("input", () => goOn(this.sliders.map((each) => each.value).join("-")));
    }
  }

  /** Show these weights, such as "3-1-0-1"; "" is what the server counted. */
  show(said) {
    if (said === this.said) return;
    this.said = said;
    const weights = /^\d(-\d)*$/.test(said) ? said.split("-").map(Number) : [];
    const isUsed = weights.length === this.sliders.length;
    this.sliders.forEach((slider, group) => (slider.value = isUsed ? weights[group] : 1));
    this.presets.value = isUsed ? said : "";
    if (this.presets.selectedIndex < 0) this.presets.value = "own";
    this.summary.toggleAttribute("data-used", isUsed);
    this.header.toggleAttribute("data-yours", isUsed);
    this.cells.forEach((each) => this.write(each, isUsed && weigh(each.shares, weights)));
  }

  write({ row, cell, text, sort, title }, share) {
    row.forget(this.header.cellIndex);
    cell.textContent = share ? words(share) : text;
    cell.dataset.sort = share ? share[0].toFixed(4) : sort;
    cell.title = share ? "By your weights" : title;
  }
}

/** Return the weights of a form, if it has any. The actions take weights: of a choice, and while a slider moves. */
export function weightsOf(form, headers, rows, ...actions) {
  const panel = form.querySelector("[data-weights]");
  const header = headers.find((each) => each.dataset.key === COLUMN);
  return panel && header && new Weights(panel, header, rows, ...actions);
}
