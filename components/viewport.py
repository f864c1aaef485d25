"""How wide the reader's window is: the server chooses a layout, CSS cannot reflow a chart into a list."""

import streamlit as st

# Breakpoints in px of the window.
SCRIPT = """
export default function ({ data, setStateValue }) {
  const phone = window.matchMedia("(max-width: 700px)");
  const tablet = window.matchMedia("(max-width: 1200px)");
  const size = () => (phone.matches ? "phone" : tablet.matches ? "tablet" : "desktop");
  const report = () => setStateValue("size", size());
  phone.addEventListener("change", report);
  tablet.addEventListener("change", report);
  if (size() !== data.shown) report();
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
    shown = st.session_state.get("size", guess)
    return _viewport(key="viewport", data={"shown": shown}, default={"size": guess}, on_size_change=lambda: None).size
