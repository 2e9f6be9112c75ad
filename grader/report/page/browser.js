// What the page does in a browser: zoom, the event under the pointer, stepping. Without it the page is complete, only still.
// Plain JavaScript, because it goes into the page as it is; its types are checked by the tsconfig.json beside it.

/** @typedef {{ at: number, row: number, line: string | null, text: string }} Step */

const MOST_ZOOM = 64;

/**
 * @template {Element} E
 * @param {Element} within
 * @param {string} selector
 * @param {new () => E} kind
 * @returns {E}
 */
function find(within, selector, kind) {
  const found = within.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`no ${selector}`);
  return found;
}

/** @param {HTMLElement} figure */
function bringToLife(figure) {
  const svg = find(figure, ".scroll > svg", SVGSVGElement);
  const scroll = find(figure, ".scroll", HTMLElement);
  const tracks = find(figure, ".tracks", HTMLElement);
  const cursor = find(figure, ".cursor", SVGLineElement);
  const output = find(figure, "output", HTMLOutputElement);
  const slider = find(figure, "input", HTMLInputElement);
  const names = [...figure.querySelectorAll(".names > li")];
  /** @type {Step[]} */
  const steps = JSON.parse(find(figure, "script", HTMLScriptElement).textContent ?? "[]");
  let zoom = 1;
  let now = -1;

  /** @param {number} wanted */
  function setZoom(wanted) {
    const middle = (scroll.scrollLeft + scroll.clientWidth / 2) / scroll.scrollWidth;
    zoom = Math.min(MOST_ZOOM, Math.max(1, wanted));
    svg.style.width = `${zoom * 100}%`;
    scroll.classList.toggle("zoomed", zoom > 1);
    scroll.scrollLeft = middle * scroll.scrollWidth - scroll.clientWidth / 2;
  }

  /** @param {string | null | undefined} line */
  function markLine(line) {
    for (const marked of document.querySelectorAll(".source li.now")) marked.classList.remove("now");
    if (line) document.getElementById(line)?.classList.add("now");
  }

  /** @param {number} wanted */
  function goTo(wanted) {
    const step = steps[wanted];
    if (step === undefined) return;
    now = wanted;
    slider.value = String(now);
    const x = `${step.at * 100}%`;
    cursor.setAttribute("x1", x);
    cursor.setAttribute("x2", x);
    cursor.setAttribute("visibility", "visible");
    names.forEach((name, row) => name.classList.toggle("now", row === step.row));
    output.textContent = `${now + 1} of ${steps.length}. ${step.text}`;
    markLine(step.line);
    const row = names[step.row];
    if (row instanceof HTMLElement) {
      const top = row.offsetTop - tracks.offsetTop;
      if (top < tracks.scrollTop || top + row.offsetHeight > tracks.scrollTop + tracks.clientHeight) {
        tracks.scrollTop = top - tracks.clientHeight / 2;
      }
    }
    const place = step.at * scroll.scrollWidth;
    if (place < scroll.scrollLeft || place > scroll.scrollLeft + scroll.clientWidth) {
      scroll.scrollLeft = place - scroll.clientWidth / 2;
    }
  }

  /** @type {Record<string, () => void>} */
  const actions = {
    in: () => setZoom(zoom * 2),
    out: () => setZoom(zoom / 2),
    fit: () => setZoom(1),
    back: () => goTo(Math.max(0, now - 1)),
    on: () => goTo(Math.min(steps.length - 1, now + 1)),
  };
  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowRight: () => actions.on?.(),
    ArrowLeft: () => actions.back?.(),
    Home: () => goTo(0),
    End: () => goTo(steps.length - 1),
    "+": () => actions.in?.(),
    "=": () => actions.in?.(),
    "-": () => actions.out?.(),
    0: () => actions.fit?.(),
  };

  find(figure, ".controls", HTMLElement).hidden = false;
  figure.addEventListener("click", ({ target }) => {
    if (target instanceof HTMLElement && target.dataset["do"] !== undefined) actions[target.dataset["do"]]?.();
  });
  figure.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    // The slider has its own arrow keys, and the browser its own zoom.
    if (act === undefined || event.target === slider || event.ctrlKey || event.metaKey || event.altKey) return;
    act();
    event.preventDefault();
  });
  slider.addEventListener("input", () => goTo(Number(slider.value)));
  scroll.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      setZoom(event.deltaY < 0 ? zoom * 1.25 : zoom / 1.25);
    },
    { passive: false },
  );
  svg.addEventListener("pointerover", ({ target }) => {
    if (!(target instanceof SVGElement) || target.dataset["text"] === undefined) return;
    output.textContent = target.dataset["text"];
    markLine(target.dataset["line"]);
  });
}

for (const figure of document.querySelectorAll("figure.timeline")) {
  if (figure instanceof HTMLElement) bringToLife(figure);
}
// Everything is there on paper, too.
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});
