/** The style of the report's page, light and dark. */
export const HTML_REPORT_STYLE = `
:root { color-scheme: light dark; --line: #8884; --quiet: #595959; --bar: #3b82f6; --bad: #b42318; --good: #18794e; }
@media (prefers-color-scheme: dark) { :root { --quiet: #ababab; --bar: #60a5fa; --bad: #ff8f85; --good: #5bd6a0; } }
body { background: Canvas; color: CanvasText; font: 14px/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 1400px; margin: 0 auto; padding: 16px; }
h1 { font-size: 22px; } h2 { font-size: 16px; margin-top: 28px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { overflow-wrap: anywhere; border: 1px solid var(--line); padding: 6px 8px; text-align: left; vertical-align: top; }
th[scope="row"] { max-width: 28em; min-width: 8em; }
thead th { position: sticky; top: 0; background: Canvas; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.45 ui-monospace, monospace; }
pre.long { max-height: 24em; overflow-y: auto; }
small { display: block; font-weight: normal; opacity: .8; }
td svg { display: block; width: 140px; height: 8px; margin-top: 4px; }
.doubtful { color: var(--quiet); font-style: italic; }
figure { margin: 0; overflow-x: auto; } figure text { font-size: 12px; } figure path { fill: none; stroke-linejoin: round; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; list-style: none; padding: 0; }
.legend b { display: inline-block; width: 12px; height: 12px; margin-right: 6px; }
.faint { opacity: .45; } .bold { font-weight: bold; }
.fill-text { fill: CanvasText; } .stroke-text { stroke: CanvasText; }
figure .fill-quiet { fill: var(--quiet); } .stroke-quiet, .stroke-axis { stroke: var(--quiet); } figure .fill-axis { fill: var(--quiet); }
.stroke-grid { stroke: var(--line); }
${['#3b82f6', '#9333ea', '#1a8f5f', '#c28a00', '#d1453b', '#64748b']
  .map(
    (colour, index) =>
      `figure .fill-series${index} { fill: ${colour}; } .stroke-series${index} { stroke: ${colour}; } .key${index} { background: ${colour}; }`,
  )
  .join('\n')}
.bar { fill: var(--bar); opacity: .55; } .range { fill: CanvasText; }
.fails, .fault { color: var(--bad); } .passes { color: var(--good); }
.warnings { border-left: 4px solid var(--bad); padding-left: 12px; }
i { font-size: 11px; border: 1px solid var(--line); padding: 0 2px; }
`;
