// Gives every text that is there to be copied a button. Without this script, one click selects the text.

function button(text) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "os-copy";
  made.textContent = "Copy";
  const name = text.closest("div").querySelector("dt")?.textContent;
  made.setAttribute("aria-label", `Copy: ${name}`);
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  made.addEventListener("click", () => copy(text, said));
  text.after(made, said);
}

async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text.textContent);
    said.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(text);
    said.textContent = "Selected: press Ctrl+C or ⌘C";
  }
  setTimeout(() => (said.textContent = ""), 4000);
}

document.querySelectorAll("[data-copy]").forEach(button);
