(() => {
  const link = document.getElementById("link");
  const copy = document.getElementById("copy");
  const left = document.getElementById("left");
  if (!link) return;
  link.addEventListener("focus", () => link.select());
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(link.value);
      copy.textContent = "Copied";
    });
  }
  // Counted from when the page was made: this computer's clock may be wrong.
  const ends = performance.now() + Number(left.parentElement.dataset.seconds) * 1000;
  const tick = () => {
    const seconds = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    if (seconds === 0) return location.reload();
    left.textContent = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
    setTimeout(tick, 1000);
  };
  tick();
})();
