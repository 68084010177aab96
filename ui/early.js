// Runs before the first paint, so that a dark window never flashes white. The library's settings, which come later,
// are the truth; this is what they were the last time.
try {
  const { theme, textSize } = JSON.parse(localStorage.getItem("look") ?? "{}");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  if (textSize >= 100 && textSize <= 200) document.documentElement.style.fontSize = `${textSize}%`;
} catch {
  // Storage may be switched off or damaged: the system's look will do until the settings are read.
}
