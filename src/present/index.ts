// Answers and their texts: what rows and JSON hold is made once, and every format writes it its own way. Nothing here
// reads the clock, the disk or the terminal: width and colour are handed in.
export { lineOfSight, type LineOfSight } from './line-of-sight.ts';
export { reachAnswer } from './reach-answer.ts';
export { repairPlan, type Repair, type RepairPlan } from './repair-plan.ts';
export { assetRow, edgeRow, findingRow, reportOf, type ReportInput } from './report.ts';
export { ReachAnswerDocument, WhoCanAnswer, WhyAnswer } from './answer-schema.ts';
export { Report, SCHEMA_VERSION } from './report-schema.ts';
export { labelled } from './table/layout.ts';
export { PLAIN, type Painter, type Style } from './table/painter.ts';
export { printable } from './table/printable.ts';
export { besideTarget, placesIn } from './table/places.ts';
export { quoted } from './table/render-closing.ts';
export { renderReach } from './table/render-reach.ts';
export { renderRule } from './table/render-rule.ts';
export { renderScan } from './table/render-scan.ts';
export { type ScanGap, type ScanView } from './table/scan-view.ts';
export { renderWhoCan } from './table/render-who-can.ts';
export { type WhyContext } from './table/render-narrowed.ts';
export { renderWhy } from './table/render-why.ts';
export { whyAnswer } from './why-answer.ts';
export { whoCan, whoCanAnswer, type WhoCan } from './who-can.ts';
