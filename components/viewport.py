"""How wide the reader's window is: the server chooses a layout, CSS cannot reflow a chart into a list."""

import streamlit as st

# Breakpoints in px of the window. The middle one is where the card moves below the chart.
SCRIPT = """
export default function ({ setStateValue }) {
  const phone = window.matchMedia("(max-width: 700px)");
  const tablet = window.matchMedia("(max-width: 1200px)");
  const report = () => setStateValue("size", phone.matches ? "phone" : tablet.matches ? "tablet" : "desktop");
  phone.addEventListener("change", report);
  tablet.addEventListener("change", report);
  if (phone.matches || tablet.matches) report();
  return () => {
    phone.removeEventListener("change", report);
    tablet.removeEventListener("change", report);
  };
}
"""

_viewport = st.components.v2.component("viewport", js=SCRIPT)


def viewport() -> str:
    """Return "phone", "tablet" or "desktop", and rerun when that changes.

    The browser's word comes after the first run; until then a phone is told by its user agent.
    """
    agent = st.context.headers.get("User-Agent", "")
    guess = "phone" if "Mobi" in agent else "desktop"
    return _viewport(key="viewport", default={"size": guess}, on_size_change=lambda: None, height=1).size
