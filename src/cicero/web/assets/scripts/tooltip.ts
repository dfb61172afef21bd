// The box at the crosshair: every line at that bucket, largest first, beside the one it is compared with.
import type { Chart, Line, Value } from "./charts";

type Show = (value: Value | undefined) => string;

export function tooltip(data: Chart, lines: Line[]) {
  const exact = new Intl.NumberFormat(data.language, { maximumFractionDigits: 2 });
  const sign = data.unit === "percent" ? "%" : "";
  const show: Show = (value) => (value == null ? "–" : exact.format(value) + sign);
  return {
    trigger: "axis",
    confine: true,
    className: "chart-tip",
    borderWidth: 0,
    padding: 0,
    backgroundColor: "transparent",
    extraCssText: "box-shadow:none",
    formatter: (points: { dataIndex: number }[]) => text(data, lines, points[0]?.dataIndex ?? 0, show),
  };
}

function text(data: Chart, lines: Line[], at: number, show: Show): string {
  const sorted = [...lines].sort((a, b) => (b.values[at] ?? -1) - (a.values[at] ?? -1));
  const compared = data.titles_before.length > 0;
  const head = compared ? `<tr><td></td><td></td><td class="before">${escape(data.titles_before[at])}</td></tr>` : "";
  const rows = sorted.map((line) => {
    const before = compared ? `<td class="before">${show(line.before[at])}</td>` : "";
    const name = `<i style="--series:var(--${line.colour})"></i>${escape(line.label)}`;
    return `<tr><td>${name}</td><td>${show(line.values[at])}</td>${before}</tr>`;
  });
  return `<div class="chart-tip-box"><b>${escape(data.titles[at])}</b><table>${head}${rows.join("")}</table></div>`;
}

function escape(text: string | undefined): string {
  return (text ?? "").replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
