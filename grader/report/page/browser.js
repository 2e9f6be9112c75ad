// What the page does in a browser: zoom, the event under the pointer, stepping. Without it the page is complete, only still.
// Plain JavaScript, because it goes into the page as it is; its types are checked by the tsconfig.json beside it.

/** @typedef {{ at: number, row: number, line: string | null, text: string }} Step */

const MOST_ZOOM = 1024;
const SVG = "http://www.w3.org/2000/svg";
/** What a letter of the axis takes, and the gap between two labels, in px. */
const LETTER = 7;
const GAP = 24;

/** Distances between marks on the axis, in µs: round ones, to a hundred hours. */
const DISTANCES = [
  ...[1, 10, 100, 1e3, 1e4, 1e5].flatMap((unit) => [unit, 2 * unit, 5 * unit]),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18000, 36000, 180_000, 360_000].map(
    (s) => s * 1e6,
  ),
];

/**
 * As the report writes durations, and exactly, so that two marks never read the same.
 * @param {number} us
 */
function durationWords(us) {
  if (us < 1e6) return `${us / 1000} ms`;
  const hours = Math.floor(us / 3.6e9);
  const minutes = Math.floor((us % 3.6e9) / 6e7);
  const seconds = (us % 6e7) / 1e6;
  const parts = [hours > 0 ? `${hours} h` : "", minutes > 0 ? `${minutes} min` : "", seconds > 0 ? `${seconds} s` : ""];
  return parts.filter((part) => part !== "").join(" ");
}

/**
 * The marks in a part of the axis, as dense as their labels allow.
 * @param {number} fromUs
 * @param {number} toUs
 * @param {number} usPerPixel
 * @returns {{ us: number, label: string }[]}
 */
function marksBetween(fromUs, toUs, usPerPixel) {
  for (const distance of DISTANCES) {
    if (distance < usPerPixel * 4 * LETTER) continue;
    const marks = [];
    for (let n = Math.ceil(fromUs / distance); n * distance <= toUs; n += 1) {
      marks.push({ us: n * distance, label: durationWords(n * distance) });
    }
    const longest = Math.max(0, ...marks.map(({ label }) => label.length));
    if (distance >= usPerPixel * (longest * LETTER + GAP)) return marks;
  }
  return [];
}

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
  const endUs = Number(svg.dataset["end"]);
  const axis = svg.insertBefore(document.createElementNS(SVG, "g"), svg.firstChild);
  axis.setAttribute("class", "axis live");
  const thin = [...svg.querySelectorAll("rect[data-part]")].map((bar) => ({
    bar,
    part: Number(bar.getAttribute("data-part")),
    drawn: Number.parseFloat(bar.getAttribute("width") ?? "0") / 100,
  }));
  const invitation = output.textContent;
  let zoom = 1;
  let now = -1;

  /** The marks that came with the page know neither its width nor what part is seen; they are for paper. */
  function drawAxis() {
    if (endUs === 0 || scroll.scrollWidth === 0) return;
    figure.classList.add("measured");
    const usPerPixel = endUs / scroll.scrollWidth;
    const from = Math.max(0, scroll.scrollLeft - scroll.clientWidth) * usPerPixel;
    const to = Math.min(endUs, (scroll.scrollLeft + 2 * scroll.clientWidth) * usPerPixel);
    axis.replaceChildren(
      ...marksBetween(from, to, usPerPixel).flatMap(({ us, label }) => {
        const x = `${(us / endUs) * 100}%`;
        const half = (label.length * LETTER) / 2;
        const line = document.createElementNS(SVG, "line");
        const text = document.createElementNS(SVG, "text");
        for (const [name, value] of Object.entries({ x1: x, x2: x, y1: "18", y2: "100%" }))
          line.setAttribute(name, value);
        text.setAttribute("x", x);
        text.setAttribute("y", "12");
        const place = us / usPerPixel;
        const anchor = place < half ? "start" : place > scroll.scrollWidth - half ? "end" : "middle";
        text.setAttribute("text-anchor", anchor);
        text.textContent = label;
        return [line, text];
      }),
    );
  }

  /** @param {number} wanted */
  function setZoom(wanted) {
    const middle = (scroll.scrollLeft + scroll.clientWidth / 2) / scroll.scrollWidth;
    zoom = Math.min(MOST_ZOOM, Math.max(1, wanted));
    svg.style.width = `${zoom * 100}%`;
    for (const { bar, part, drawn } of thin) bar.setAttribute("width", `${Math.max(part, drawn / zoom) * 100}%`);
    scroll.scrollLeft = middle * scroll.scrollWidth - scroll.clientWidth / 2;
    drawAxis();
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
    slider.setAttribute("aria-valuetext", `${now + 1} of ${steps.length}`);
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

  function startOver() {
    now = -1;
    slider.value = "0";
    slider.removeAttribute("aria-valuetext");
    cursor.setAttribute("visibility", "hidden");
    for (const name of names) name.classList.remove("now");
    output.textContent = invitation;
    markLine(null);
    setZoom(1);
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
    Escape: startOver,
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
  scroll.addEventListener("scroll", drawAxis, { passive: true });
  new ResizeObserver(drawAxis).observe(scroll);
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
    if (!(target instanceof SVGRectElement)) return;
    output.textContent = find(target, "title", SVGTitleElement).textContent;
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
