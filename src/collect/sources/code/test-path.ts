/** Folders and file names of test runners, evaluations and examples. */
const TEST_PATH =
  /(^|\/)(tests?|__tests__|__mocks__|examples?|evals?|e2e|fixtures?|testdata|samples?)\/|(^|\/)test_[^/]*\.py$|_test\.py$|(^|\/)conftest\.py$|\.(test|spec|vitest|eval)\.[cm]?[jt]sx?$/i;
/** Whether a file is test code or an example, by where it lies. */
export function isTestPath(path: string): boolean {
  return TEST_PATH.test(path);
}
