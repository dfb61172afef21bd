// The box at the crosshair: every series of that day, largest first, beside the day it is compared with.
import type { Chart, Series, Value } from "./series";

type Show = (value: Value | undefined) => string;

export function tooltip(data: Chart, panels: Series[]) {
  const exact = new Intl.NumberFormat(data.language);
  const show: Show = (value) => (value == null ? "–" : exact.format(value));
  return {
    trigger: "axis",
    confine: true,
    className: "chart-tip",
    borderWidth: 0,
    padding: 0,
    backgroundColor: "transparent",
    extraCssText: "box-shadow:none",
    formatter: (points: { dataIndex: number }[]) => text(data, panels, points[0]?.dataIndex ?? 0, show),
  };
}

function text(data: Chart, panels: Series[], at: number, show: Show): string {
  const sorted = [...panels].sort((a, b) => (b.values[at] ?? -1) - (a.values[at] ?? -1));
  const compared = data.daysBefore.length > 0;
  const head = compared ? `<tr><td></td><td></td><td class="before">${escape(data.daysBefore[at])}</td></tr>` : "";
  const rows = sorted.map((series) => {
    const mark = series === data.posts ? "--before" : `--${series.name}`;
    const before = compared ? `<td class="before">${show(series.before[at])}</td>` : "";
    const name = `<i style="--series:var(${mark})"></i>${escape(series.label)}`;
    return `<tr><td>${name}</td><td>${show(series.values[at])}</td>${before}</tr>`;
  });
  return `<div class="chart-tip-box"><b>${escape(data.days[at])}</b><table>${head}${rows.join("")}</table></div>`;
}

function escape(text: string | undefined): string {
  return (text ?? "").replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
