/* Buttons that copy the text of an element, or with none named the address of the page. They show
 * only where the browser lets a page copy. */

for (const button of document.querySelectorAll("button[data-copies]")) {
  const label = button.textContent;
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const element = document.getElementById(button.dataset.copies);
    const text = element ? element.textContent : location.href.replace(/#.*$/, "");
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copying failed";
    }
    setTimeout(() => {
      button.textContent = label;
    }, 3000);
  });
}
