import { describe, expect, it } from 'vitest';
import { attributesOf, python, typescript } from './probed-tool.ts';

const SUBPROCESS = 'import os, subprocess, asyncio';
const CHILD_PROCESS = "import { exec, execFile, execFileSync, spawn } from 'node:child_process';";

/** A tool that starts a program so. */
function py(body: string, signature = 'a: str'): Readonly<Record<string, string>> {
  return python(body, SUBPROCESS, {}, signature);
}
function ts(body: string): Readonly<Record<string, string>> {
  return typescript(body, CHILD_PROCESS);
}

describe('a program that is started', () => {
  it.each([
    ['one that the catalogue does not hold', py('return subprocess.run(["kubectl", "get", a])')],
    ['one with arguments that are spread', py('return subprocess.run(["aws", *a])', 'a: list[str]')],
    ["one of a vendor's", py('return subprocess.run(["aws", "s3", "cp", a, b])', 'a: str, b: str')],
    [
      'one that is written down with all of its arguments',
      py('return subprocess.run(["kubectl", "get", "pods"])'),
    ],
    ['one in a line for a shell', py('os.system("kubectl get pods")\nreturn a')],
    ['one in another folder, with the name of a harmless one', py('return subprocess.run(["./echo", a])')],
    ['one that stands for a harmless one', py('return subprocess.run(["echo", a], executable="/opt/x")')],
    ['a harmless one in a folder of the model', py('return subprocess.run(["echo", "x"], cwd=a)')],
    ['one that shows a file of the model', py('return subprocess.run(["cat", a])')],
    ['a shell line of several', py('os.system("echo x | tee log")\nreturn a')],
    ['one whose arguments may start programs', py('return subprocess.run(["sort", a])')],
    ['one started by its words', py('return asyncio.create_subprocess_exec("kubectl", "get", a)')],
    ['one of Node', ts("execFile('git', ['log', a]);")],
    ['one that is spawned with options', ts("spawn('git', ['log', a], { stdio: 'pipe' });")],
  ])('%s may touch anything: only its latitude is known', async (_why, texts) => {
    const attributes = await attributesOf(texts);
    expect(attributes).toMatchObject({ latitude: 'parameterised', sinksResolved: false });
    expect(attributes).not.toHaveProperty('egress');
    expect(attributes).not.toHaveProperty('returnsUntrusted');
  });

  it('is fixed where the model gives nothing, and may still touch anything', async () => {
    const attributes = await attributesOf(py('return subprocess.run(["kubectl", "get", "pods"])', ''));
    expect(attributes).toMatchObject({ latitude: 'fixed', sinksResolved: false });
    expect(attributes).not.toHaveProperty('egress');
  });

  it.each([
    ['what is printed again', py('return subprocess.run(["echo", a])'), 'parameterised', ['executes']],
    ['a date that is written down', py('return subprocess.run(["date", "-u"])', ''), 'fixed', ['executes']],
    ['a date in a line for a shell', py('os.system("date -u")\nreturn a'), 'parameterised', ['executes']],
    [
      "the kernel's own word",
      py('return subprocess.run(["/bin/cat", "/proc/uptime"])', ''),
      'fixed',
      ['executes'],
    ],
    [
      'a file that is written down',
      py('return subprocess.run(["cat", "log"])', ''),
      'fixed',
      ['executes', 'reads'],
    ],
    [
      'a program of Node',
      ts("return execFileSync('echo', [a], { encoding: 'utf8' });"),
      'parameterised',
      ['executes'],
    ],
    [
      'a program of words',
      py('return asyncio.create_subprocess_exec("uname", "-a")', ''),
      'fixed',
      ['executes'],
    ],
  ])('%s touches nothing', async (_why, texts, latitude, effects) => {
    expect(await attributesOf(texts)).toMatchObject({
      latitude,
      effects,
      sinksResolved: true,
      egress: 'none',
    });
  });

  it('says nothing of who wrote a file that is shown', async () => {
    const attributes = await attributesOf(py('return subprocess.run(["cat", "log"])'));
    expect(attributes).not.toHaveProperty('returnsUntrusted');
  });

  it('is any program where the model says which stands for it', async () => {
    const attributes = await attributesOf(py('return subprocess.run(["echo", "x"], executable=a)'));
    expect(attributes).toMatchObject({ latitude: 'arbitrary' });
  });

  it('is any code where an interpreter reads what the model writes', async () => {
    const attributes = await attributesOf(py('return subprocess.run(["python3"], input=a.encode())'));
    expect(attributes).toMatchObject({ latitude: 'arbitrary', egress: 'any' });
  });
});

describe('a program that sends', () => {
  const fixed = { egress: 'fixed', egressHosts: ['api.example.com'] };
  it.each([
    [
      'an address of the model',
      py('return subprocess.run(["curl", "-sL", a])'),
      { egress: 'any', returnsUntrusted: true },
    ],
    ['an address after others', py('return subprocess.run(["wget", "-qO-", a])'), { egress: 'any' }],
    ['arguments of the model', py('return subprocess.run(["curl", *a])', 'a: list[str]'), { egress: 'any' }],
    ['an address of the model in Node', ts("execFile('curl', ['-s', a]);"), { egress: 'any' }],
    [
      'a host that is written down',
      py('return subprocess.run(["curl", "-s", f"https://api.example.com/{a}"])'),
      fixed,
    ],
    [
      'a body of the model',
      py('return subprocess.run(["curl", "-sd", a, "https://api.example.com/x"])'),
      fixed,
    ],
    [
      'a header of the model',
      py('return subprocess.run(["curl", "-H", a, "https://api.example.com/x"])'),
      fixed,
    ],
    [
      'a proxy of the model',
      py('return subprocess.run(["curl", "-x", a, "https://api.example.com"])'),
      { egress: undefined },
    ],
    ['a file of addresses', py('return subprocess.run(["wget", "-i", a])'), { egress: undefined }],
    [
      'an address of the environment',
      py('return subprocess.run(["curl", os.environ["U"], "-d", a])'),
      { egress: undefined },
    ],
  ])('%s', async (_why, texts, expected) => {
    const attributes = await attributesOf(texts);
    expect(attributes).toMatchObject({ latitude: 'parameterised', sinksResolved: false });
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, attributes[key as never]]))).toEqual(
      expected,
    );
  });
});

describe('a program that runs statements', () => {
  it.each([
    ['with a written start', py('return subprocess.run(["psql", "-c", f"select * from t where a = {a}"])')],
    ['on the file that is named first', py('return subprocess.run(["sqlite3", "x.db", "select " + a])')],
    ['joined to its option', py('return subprocess.run(["psql", f"--command=select {a}"])')],
  ])('takes a statement %s', async (_why, texts) => {
    expect(await attributesOf(texts)).toMatchObject({ latitude: 'query', sinksResolved: false });
  });

  // https://www.postgresql.org/docs/current/app-psql.html: `\! command` runs in a shell.
  it.each([
    ['the whole of the text', py('return subprocess.run(["psql", "-c", a])')],
    ['any of a text for mysql', py('return subprocess.run(["mysql", "-e", "select " + a])')],
    ['what is read from a pipe', py('return subprocess.run(["psql", "-q"], input=a)')],
    ['the whole of the text, in Node', ts("execFile('sqlite3', ['x.db', a]);")],
  ])('takes a statement at least, where the model writes %s', async (_why, texts) => {
    const attributes = await attributesOf(texts);
    expect(attributes).toMatchObject({ latitudeAtLeast: 'query', sinksResolved: false });
    expect(attributes).not.toHaveProperty('latitude');
  });

  it('takes arguments, where the model names the database alone', async () => {
    const texts = py('return subprocess.run(["psql", "-d", a, "-c", "select 1"])');
    expect(await attributesOf(texts)).toMatchObject({ latitude: 'parameterised', sinksResolved: false });
  });
});

describe('a program that runs what it is handed', () => {
  it.each([
    ['a command of the model in a container', py('subprocess.run(["kubectl", "exec", "pod", "--", a])')],
    ['a command that is spread', py('subprocess.run(["docker", "exec", "box", *a])', 'a: list[str]')],
    ['a word of the model that may be the one that runs', py('subprocess.run(["kubectl", a, "pods"])')],
    ['a package of the model', ts("execFileSync('npx', ['-y', a]);")],
  ])('leaves the latitude open: %s', async (_why, texts) => {
    const attributes = await attributesOf(texts);
    expect(attributes).toMatchObject({ effects: ['executes'], sinksResolved: false });
    expect(attributes).not.toHaveProperty('latitude');
  });

  it.each([
    ['a name that is looked up', py('subprocess.run(["kubectl", "get", "pods", "-n", a])')],
    ['a container that is looked at', py('subprocess.run(["docker", "inspect", a])')],
  ])('takes %s for an argument', async (_why, texts) => {
    expect(await attributesOf(texts)).toMatchObject({ latitude: 'parameterised', sinksResolved: false });
  });
});
