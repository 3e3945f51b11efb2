/** The inspector's own style; it reaches nothing outside of its shadow root. */
export const style = `
:host { display: block; container-type: inline-size; color-scheme: light dark }
.inspector {
  --ink: #23262d; --soft: #646b78; --line: #e4e1ea; --paper: #fff; --tint: #f6f4fa;
  --sent: #4f7cac; --queued: #c3c8d2; --held: #dda032; --good: #2f9266; --bad: #cc4457;
  --accent: #7652d6; --accent-ink: #5f3cc0;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  color: var(--ink); background: var(--paper); border: 1px solid var(--line);
  border-radius: 12px; overflow: hidden;
  font: 14px/1.45 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", sans-serif;
}
@media (prefers-color-scheme: dark) {
  .inspector {
    --ink: #e6e4ec; --soft: #9d9fb0; --line: #343342; --paper: #1d1c26; --tint: #262532;
    --sent: #7aa5d8; --queued: #555868; --held: #e7b44f; --good: #5cc293; --bad: #f07c8b;
    --accent: #a98bff; --accent-ink: #c1abff;
  }
}
* { box-sizing: border-box }
h3, h4, p, ul, ol, dl, dd { margin: 0; padding: 0 }
ul, ol { list-style: none }
h3 { font-size: 15px; font-weight: 650 }
h4 { font-size: 12px; font-weight: 650; color: var(--soft); margin-bottom: 4px }
button, input { font: inherit; color: inherit }
button { cursor: pointer }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px }
.timeline:focus-visible, .lines:focus-visible, .parts:focus-visible { outline-offset: -3px }
.toolbar { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center;
  padding: 10px 14px; border-bottom: 1px solid var(--line) }
.chips { display: flex; flex-wrap: wrap; gap: 4px }
.chip { border: 1px solid var(--line); background: none; border-radius: 99px;
  padding: 2px 10px; font-size: 13px; min-height: 28px }
.chip[aria-pressed="true"] { background: var(--accent); border-color: var(--accent);
  color: var(--paper) }
.quiet { border: 0; background: none; color: var(--accent-ink); padding: 2px 6px;
  border-radius: 6px; font-size: 13px; min-height: 28px }
.chip:hover, .quiet:hover { border-color: var(--accent); background: var(--tint) }
.chip[aria-pressed="true"]:hover { background: var(--accent-ink) }
input { border: 1px solid var(--line); background: var(--tint); border-radius: 8px;
  padding: 3px 10px; min-height: 28px; flex: 1 1 150px; max-width: 260px; font-size: 13px }
input::placeholder { color: var(--soft) }
.tools { display: flex; gap: 4px; align-items: center; margin-left: auto }
.said { color: var(--good); font-size: 12px }
.body { display: grid; grid-template-columns: minmax(0, 1fr) 340px; height: 460px }
.main { display: flex; flex-direction: column; min-width: 0; min-height: 0 }
.legend { display: flex; flex-wrap: wrap; gap: 2px 14px; padding: 6px 14px;
  font-size: 12px; color: var(--soft) }
.legend li { display: flex; align-items: center; gap: 6px }
.key { position: relative; width: 20px; height: 14px }
.key .span { left: 0; width: 100% }
.key .mark { left: 50% }
.empty { padding: 8px 14px; color: var(--soft) }
.empty:empty { display: none }
.timeline { flex: 1; overflow-y: auto; min-height: 0 }
.content { position: relative }
.content > * { position: absolute; left: 0; right: 0 }
.heading { height: 34px; padding: 10px 14px 0; display: flex; gap: 10px; font-size: 12px;
  color: var(--soft); white-space: nowrap; font-variant-numeric: tabular-nums }
.heading b { color: var(--ink); font: 600 12px/1.5 var(--mono) }
.heading .facts { overflow: hidden; text-overflow: ellipsis }
.heading .took { margin-left: auto; font-family: var(--mono) }
.row { height: 24px; padding: 0 14px; display: grid; align-items: center; cursor: pointer;
  grid-template-columns: 168px minmax(0, 1fr) 128px; gap: 10px; font-size: 12px }
.row:hover { background: var(--tint) }
.row.active { background: var(--tint); box-shadow: inset 3px 0 var(--accent) }
.row .name { font-family: var(--mono); overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap }
.row .end { font-family: var(--mono); overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap; color: var(--soft) }
.row.answered .end { color: var(--good) }
.row.failed .end { color: var(--bad) }
.row.refresh .name { color: var(--accent-ink); font-weight: 650 }
.track { position: relative; display: block; height: 14px; border-radius: 3px;
  background: linear-gradient(90deg, var(--line) 1px, transparent 1px) 0 0 / 25% 100% }
.span { position: absolute; top: 4px; height: 6px; min-width: 2px; border-radius: 2px;
  background: var(--queued) }
.span.inside { background: none; height: 2px; top: 6px }
.span.queued { top: 6px; height: 2px }
.span.alone { top: 6px; height: 2px; background: repeating-linear-gradient(90deg,
  var(--soft) 0 3px, transparent 3px 6px) }
.span.sent { background: var(--sent) }
.span.sent.answered { background: var(--good) }
.span.sent.refused, .span.sent.failed { background: var(--sent); opacity: .55 }
.span.held, .span.paused { top: 5px; height: 4px; background: repeating-linear-gradient(90deg,
  var(--held) 0 5px, transparent 5px 8px) }
.span.refresh { top: 2px; height: 10px; background: var(--accent) }
.span.refresh.failed { background: var(--bad) }
.mark { position: absolute; top: 2px; width: 3px; height: 10px; margin-left: -2px;
  border-radius: 1px; background: var(--bad) }
.mark.last { top: 3px; width: 8px; height: 8px; margin-left: -4px; border-radius: 50% }
.mark.last.answered { background: var(--good) }
.dense .row { height: 6px; grid-template-columns: minmax(0, 1fr) }
.dense .row .name, .dense .row .end { display: none }
.dense .track { height: 6px }
.dense .span, .dense .span.inside, .dense .span.queued { top: 1px; height: 4px;
  border-radius: 0 }
.dense .span.inside { background: none }
.dense .mark, .dense .mark.last { top: 1px; width: 3px; height: 4px; border-radius: 0 }
.side { border-left: 1px solid var(--line); min-height: 0; min-width: 0; display: flex }
.log, .details { flex: 1; display: flex; flex-direction: column; min-width: 0; min-height: 0 }
.head { display: flex; align-items: center; justify-content: space-between; gap: 8px;
  padding: 8px 14px 4px }
.log .chips { padding: 0 14px 8px }
.head h3 { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.lines, .parts { flex: 1; overflow-y: auto; padding: 0 14px 14px; font-size: 12px }
.entry { display: grid; grid-template-columns: auto 1fr; gap: 0 10px; padding: 3px 0 3px 12px;
  border-left: 3px solid var(--queued); margin-bottom: 2px; cursor: default }
.entry time, .entry .who, .steps time { font-family: var(--mono); color: var(--soft);
  font-size: 11px }
.entry .who { grid-column: 2; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.entry .who:empty { display: none }
.entry.sent { border-color: var(--sent) }
.entry.held { border-color: var(--held) }
.entry.answered { border-color: var(--good) }
.entry.failed { border-color: var(--bad) }
.entry.refresh { border-color: var(--accent) }
.parts > * + * { margin-top: 12px }
.verdict { font-weight: 600; font-size: 13px }
.verdict.answered { color: var(--good) }
.verdict.failed { color: var(--bad) }
.why, .hint { color: var(--soft); overflow-wrap: anywhere }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums }
th { text-align: left; font-weight: 500; color: var(--soft) }
td, th { padding: 2px 8px 2px 0; border-bottom: 1px solid var(--line) }
.meters li { display: grid; grid-template-columns: 116px 1fr 62px; gap: 8px;
  align-items: center; padding: 1px 0 }
.meters .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.meters .ms { text-align: right; font-family: var(--mono); color: var(--soft) }
.meter { height: 6px; background: var(--tint); border-radius: 3px; overflow: hidden }
.meter i { display: block; height: 100%; background: var(--held) }
.meter i.sent { background: var(--sent) }
.meter i.queued { background: var(--queued) }
.line { display: flex; justify-content: space-between; gap: 10px; font-family: var(--mono);
  overflow-wrap: anywhere; margin-bottom: 4px }
.line span:last-child { color: var(--soft); white-space: nowrap }
dl div { display: grid; grid-template-columns: 116px 1fr; gap: 8px; padding: 1px 0 }
dt { color: var(--soft); font-family: var(--mono); overflow-wrap: anywhere }
dd { font-family: var(--mono); overflow-wrap: anywhere }
.steps li { display: grid; grid-template-columns: 76px 1fr; gap: 8px; padding: 1px 0 }
@container (max-width: 760px) {
  .body { grid-template-columns: minmax(0, 1fr); height: auto }
  .timeline { height: 320px; flex: none }
  .side { border-left: 0; border-top: 1px solid var(--line); height: 320px }
  .side.open { height: 420px }
  .row { grid-template-columns: 104px minmax(0, 1fr) 62px; gap: 8px }
  .row, .heading, .toolbar, .legend { padding-left: 10px; padding-right: 10px }
  .tools { margin-left: 0 }
}
@media (prefers-reduced-motion: no-preference) {
  .span.live { animation: live 1s ease-in-out infinite alternate }
  @keyframes live { to { opacity: .6 } }
}
@media (forced-colors: active) {
  .span, .mark, .meter i { forced-color-adjust: none }
}
`
