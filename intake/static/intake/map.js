// The body map, touched: views as tabs, places as buttons, and a panel that asks about one place.
// Without this file the list below the picture does the same.
(() => {
  "use strict";

  const REST = 800; // milliseconds without typing before words are saved
  const root = document.querySelector("[data-body-map]");
  if (!root || !window.house || !window.house.Outbox) return;

  const all = (selector, place = root) => Array.from(place.querySelectorAll(selector));
  const one = (selector, place = root) => place.querySelector(selector);
  const line = one(".save-state");
  const fault = one(".map-fault");
  const news = line.parentElement;
  let panel = null; // the open panel, and the place it asks about
  let chosen = null;
  let typing = null; // [timer, what it will save]
  let listed = false; // was the last message the list's?

  const placeOf = (shape) => `${shape.dataset.region}-${shape.dataset.side}`;
  const shapes = new Map(all(".map-regions path").map((shape) => [placeOf(shape), shape]));
  const marksOn = (place) => all("#map-marks li").filter((item) => item.dataset.place === place);

  // --- Saving ------------------------------------------------------------------------------
  const hear = (answer) => {
    const figure = one(`.map-figure[data-view="${answer.view}"]`);
    one(".map-paint", figure).innerHTML = answer.paint;
    one(".map-badges", figure).innerHTML = answer.badges;
    one("#map-marks").innerHTML = answer.marks;
    if (listed) one("[data-map-form]").reset();
    refused({});
    tell();
  };
  const refused = (errors) => {
    fault.textContent = Object.values(errors).join(" ");
    const form = one("[data-map-form]");
    all("[data-error-for]", form).forEach((place) => {
      place.textContent = listed ? errors[place.dataset.errorFor] || "" : "";
    });
    if (listed && fault.textContent) one("select", form).focus();
  };
  const closed = (html) => {
    close(false);
    const part = document.createElement("template");
    part.innerHTML = html;
    const found = part.content.querySelector("#conflict") || part.content.firstElementChild;
    root.before(found);
    found.focus();
  };
  const outbox = new window.house.Outbox(line, { hear, refused, closed });
  const send = (url, parts) => {
    const facts = new Map(parts);
    const place = facts.get("place") || `${facts.get("region")}-${facts.get("side")}`;
    outbox.put(`${place}/${facts.get("kind")}`, url, parts);
  };
  const flush = () => {
    if (!typing) return;
    clearTimeout(typing[0]);
    const save = typing[1];
    typing = null;
    save();
  };

  // --- The picture -------------------------------------------------------------------------
  // With scripts the map is sent on its own, and not with the words of the page.
  // Every place says its name and what is marked there; each view is one stop for the keyboard.
  const tell = () => {
    all('[form="page"]').forEach((part) => part.removeAttribute("form"));
    shapes.forEach((shape, place) => {
      const said = marksOn(place).map((item) => one("p span", item).textContent);
      shape.dataset.name = shape.dataset.name || shape.getAttribute("aria-label");
      shape.setAttribute("aria-label", [shape.dataset.name, ...said].join(", "));
      shape.setAttribute("aria-pressed", String(said.length > 0));
    });
    all(".map-tabs button").forEach((tab) => {
      const view = one(`#map-view-${tab.dataset.view}`);
      tab.classList.toggle("has-marks", Boolean(one('[aria-pressed="true"]', view)));
    });
  };
  const wake = (figure) => {
    const stops = all(".map-regions path", figure);
    figure.setAttribute("role", "group");
    figure.setAttribute("aria-label", one(`#map-tab-${figure.dataset.view}`).textContent);
    stops.forEach((shape, nth) => {
      shape.setAttribute("role", "button");
      shape.setAttribute("tabindex", nth ? "-1" : "0");
      shape.addEventListener("click", () => open(placeOf(shape)));
      shape.addEventListener("focus", () => ring(shape, shape.matches(":focus-visible")));
      shape.addEventListener("blur", () => ring(shape, placeOf(shape) === chosen));
    });
    figure.addEventListener("keydown", (event) => {
      const nth = stops.indexOf(event.target);
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (nth < 0 || !(step || event.key === "Enter" || event.key === " ")) return;
      event.preventDefault();
      if (!step) return open(placeOf(event.target));
      return stand(stops, stops[(nth + step + stops.length) % stops.length]).focus();
    });
  };
  const stand = (stops, shape) => {
    stops.forEach((other) => other.setAttribute("tabindex", other === shape ? "0" : "-1"));
    return shape;
  };
  const ring = (shape, on) => {
    const frame = one(".map-ring", shape.closest("svg"));
    if (on) frame.setAttribute("href", `#${shape.id}`);
    else frame.removeAttribute("href");
  };

  // --- Views -------------------------------------------------------------------------------
  const show = (view) => {
    all(".map-view").forEach((figure) => (figure.hidden = figure.dataset.view !== view));
    all(".map-tabs button").forEach((tab) => {
      const here = tab.dataset.view === view;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
    });
  };
  const turn = (event) => {
    const tabs = all(".map-tabs button");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
    show(next.dataset.view);
    next.focus();
  };

  // --- The panel ---------------------------------------------------------------------------
  const open = (place) => {
    close(false);
    chosen = place;
    const shape = shapes.get(place);
    show(shape.closest(".map-view").dataset.view);
    stand(all(".map-regions path", shape.closest("svg")), shape).classList.add("is-chosen");
    ring(shape, true);
    panel = one("[data-map-panel]").content.firstElementChild.cloneNode(true);
    one("#map-panel-title", panel).textContent = shape.dataset.name;
    fill(place);
    one("[data-map-news]", panel).append(line, fault);
    one("[data-map-panel-place]").append(panel);
    all("[data-map-close]", panel).forEach((button) => button.addEventListener("click", close));
    one("form", panel).addEventListener("submit", (event) => event.preventDefault());
    one("form", panel).addEventListener("change", changed);
    one("form", panel).addEventListener("input", changed);
    one("#map-panel-title", panel).focus({ preventScroll: true });
    reveal(shape);
  };
  const fill = (place) => {
    marksOn(place).forEach(({ dataset }) => {
      const kind = one(`.map-kind[data-kind="${dataset.kind}"]`, panel);
      one("[name^=on-]", kind).checked = true;
      one(".map-kind-more", kind).hidden = false;
      one("[name^=words-]", kind).value = dataset.words;
      all("[name^=intensity-]", kind).forEach((box) => (box.checked = box.value === dataset.intensity));
      const found = dataset.qualities.split(" ");
      all("[name^=qualities-]", kind).forEach((box) => (box.checked = found.includes(box.value)));
      if (kind.closest("details")) kind.closest("details").open = true;
    });
  };
  // On a phone the panel is a sheet: what was touched stays in sight above it. Elsewhere it stands
  // beside the picture, which goes along as far as the page has to move.
  const reveal = (shape) => {
    const sheet = panel.getBoundingClientRect();
    if (getComputedStyle(panel).position !== "fixed") return panel.scrollIntoView({ block: "nearest" });
    const spot = shape.getBoundingClientRect();
    const middle = (spot.top + spot.bottom) / 2;
    if (spot.bottom > sheet.top || spot.top < 0) window.scrollBy(0, middle - sheet.top / 2);
    return undefined;
  };
  const close = (back = true) => {
    if (!panel) return;
    flush();
    news.append(line, fault);
    panel.remove();
    panel = null;
    const shape = shapes.get(chosen);
    chosen = null;
    shape.classList.remove("is-chosen");
    ring(shape, false);
    if (back) shape.focus({ preventScroll: true });
  };
  const changed = (event) => {
    const kind = event.target.closest(".map-kind");
    if (!kind || (event.type === "input" && event.target.type !== "text")) return;
    const place = chosen;
    const save = () => keep(place, kind);
    flush();
    if (event.target.name.startsWith("on-")) {
      one(".map-kind-more", kind).hidden = !event.target.checked;
    }
    if (event.type === "input") typing = [setTimeout(flush, REST), save];
    else save();
  };
  const keep = (place, kind) => {
    const [region, side] = place.split("-");
    const parts = [["region", region], ["side", side], ["kind", kind.dataset.kind]];
    if (!one("[name^=on-]", kind).checked) return send(root.dataset.unmarkUrl, parts);
    const level = one("[name^=intensity-]:checked", kind);
    parts.push(["intensity", level ? level.value : ""]);
    parts.push(["words", one("[name^=words-]", kind).value]);
    all("[name^=qualities-]:checked", kind).forEach((box) => parts.push(["qualities", box.value]));
    listed = false;
    return send(root.dataset.markUrl, parts);
  };

  // --- The list ----------------------------------------------------------------------------
  const onSubmit = (event) => {
    const item = event.target.closest("li[data-place]");
    if (!item && !event.target.matches("[data-map-form]")) return;
    event.preventDefault();
    if (item && event.submitter.name === "change") return open(item.dataset.place);
    const parts = Array.from(new FormData(event.target)).filter(([name]) => name !== "csrfmiddlewaretoken");
    if (item) {
      one("#map-marked").focus();
      close(false);
      return send(root.dataset.unmarkUrl, parts);
    }
    listed = true;
    one(".map-place-end", event.target).append(line, fault);
    return send(root.dataset.markUrl, parts);
  };

  root.addEventListener("submit", onSubmit);
  root.addEventListener("keydown", (event) => event.key === "Escape" && close());
  window.addEventListener("pagehide", flush);
  all(".map-tabs button").forEach((tab) => tab.addEventListener("click", () => show(tab.dataset.view)));
  one(".map-tabs").addEventListener("keydown", turn);
  one(".map-tabs").hidden = false;
  all(".map-figure").forEach(wake);
  one('[data-view="rest"] .map-skin').addEventListener("click", () => show("front"));
  root.classList.add("is-live");
  show("front");
  tell();
})();
