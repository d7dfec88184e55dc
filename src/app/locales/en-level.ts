/** How much of the page is shown; what has happened, in sentences and raw. */
export const level = {
  basics: "With the least: peers, messages and the chain.",
  protocol: "All of the protocol: also the window and the events.",
  lab: "Everything: also requests over time and the raw records.",
};

export const record = { title: "Record", more: "… and {{count}} characters more" };

export const events = {
  title: "Events",
  empty: "Nothing has happened yet.",
  latest: "Back to the latest",
  goTo: "Go to {{at}}",
};
