// What ical.js and node-ical read: name and place of each event of a file.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import ical from "node-ical";
const text = readFileSync(process.argv[2], "utf-8");
const one = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent")
  .map((event) => ["summary", "location"].map((name) => event.getFirstPropertyValue(name)));
const other = Object.values(ical.sync.parseICS(text)).filter((item) => item.type === "VEVENT")
  .map(({ summary, location }) => [summary, location]);
console.log(JSON.stringify([one, other]));
