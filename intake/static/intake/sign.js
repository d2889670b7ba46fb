// Draw a name with a finger, a pen or the mouse. What is drawn goes into the hidden field `drawn`,
// which the page's autosave carries to the server.
(() => {
  "use strict";

  const INK = "#1b2625"; // dark by day and by night: the box is always white
  const WIDTH = 2.6; // CSS pixels
  const WIDEST = 1900; // of the picture; the server takes 2000 by 1000
  const HIGHEST = 950;
  const AGAIN = "again"; // tells the server to forget what was drawn

  const begin = (box) => {
    const form = box.closest("form");
    const pad = box.querySelector(".sign-pad");
    const canvas = pad.querySelector("canvas");
    const field = form.querySelector('input[name="drawn"]');
    const pen = canvas.getContext("2d");
    let strokes = [];
    let stroke = null;

    const fit = () => {
      const { width, height } = pad.getBoundingClientRect();
      if (!width) return;
      const scale = Math.min(window.devicePixelRatio || 1, WIDEST / width, HIGHEST / height);
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      pen.setTransform(scale, 0, 0, scale, 0, 0);
      pen.lineCap = pen.lineJoin = "round";
      pen.lineWidth = WIDTH;
      pen.strokeStyle = pen.fillStyle = INK;
      strokes.forEach(paint);
    };

    const paint = (points) => {
      const [first, ...rest] = points;
      pen.beginPath();
      if (!rest.length) {
        pen.arc(first.x, first.y, WIDTH / 2, 0, 2 * Math.PI);
        pen.fill();
        return;
      }
      pen.moveTo(first.x, first.y);
      rest.forEach((point, i) => {
        const next = rest[i + 1] || point;
        pen.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
      });
      pen.stroke();
    };

    const place = (event) => {
      const corner = canvas.getBoundingClientRect();
      return { x: event.clientX - corner.left, y: event.clientY - corner.top };
    };

    const tell = (value) => {
      field.value = value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    };

    const forgetKept = () => {
      pad.classList.remove("is-kept");
      const kept = pad.querySelector("img");
      if (kept) kept.remove();
    };

    canvas.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      forgetKept();
      canvas.setPointerCapture(event.pointerId);
      stroke = [place(event)];
      strokes.push(stroke);
      paint(stroke);
    });

    canvas.addEventListener("pointermove", (event) => {
      if (!stroke) return;
      const between = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
      (between.length ? between : [event]).forEach((one) => stroke.push(place(one)));
      paint(stroke.slice(-4));
    });

    const lift = () => {
      if (!stroke) return;
      stroke = null;
      fit(); // once more in one go: smoother than piece by piece
      tell(canvas.toDataURL("image/png"));
    };
    canvas.addEventListener("pointerup", lift);
    canvas.addEventListener("pointercancel", lift);

    box.querySelector("[data-sign-again]").addEventListener("click", () => {
      strokes = [];
      forgetKept();
      fit();
      tell(AGAIN);
    });

    box.hidden = false;
    fit();
    window.addEventListener("resize", fit);
  };

  // The page of a failed send takes the address of the page itself, so that Back and a reload ask
  // for it, and not whether to send the form again.
  const form = document.getElementById("sign");
  if (window.location.pathname === new URL(form.action).pathname) {
    window.history.replaceState(null, "", form.dataset.pageUrl);
  }

  document.querySelectorAll("[data-sign]").forEach(begin);
})();
