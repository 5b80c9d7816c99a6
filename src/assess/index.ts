export { assess, type AssessInput, type Assessment } from './assess.ts';
export { type RuleVerdict, type Verdict } from './evaluate-rule.ts';
export { type Finding } from './finding.ts';
export { controlsOf, Framework } from './framework.ts';
export { type Branch, type Outcome, type Priority } from './priority.ts';
export { PREDICATES } from './predicates/index.ts';
export { Rule, type ParamValue, type Severity } from './rule-schema.ts';
export { batchOf, RuleCase } from './rule-case.ts';
export { problemsOf } from './rule-problems.ts';
