import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { diagnose } from '../../src/manifests/diagnostics.ts';
import { type ManifestDiagnostic, readManifests } from '../../src/manifests/manifestFile.ts';
import { ManifestSet } from '../../src/manifests/manifestSet.ts';
import { adviceRules, relationRules } from '../../src/manifests/rules/allRules.ts';

const folder = fileURLToPath(new URL('../../docs/rules/', import.meta.url));
const rules = [...adviceRules, ...relationRules];

function nameOf(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}

/** The files of a part of a page, by their names: a block that begins with `# a.yaml` says its own. */
function filesUnder(page: string, heading: string): Map<string, string> {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  const files = new Map<string, string>();
  for (const [, text = ''] of own.matchAll(/^```yaml\n(.*?)^```$/gms)) {
    files.set(/^# (\S+\.yaml)\n/.exec(text)?.[1] ?? `${files.size}.yaml`, text);
  }
  return files;
}

/** What is said of these files where there is nothing else. */
function saidOf(texts: ReadonlyMap<string, string>): ManifestDiagnostic[] {
  const files = new Map([...texts].map(([file, text]) => [file, readManifests(text)] as const));
  const set = new ManifestSet(files, { world: 'closed' });
  return [...files].flatMap(([file, content]) => diagnose(content, { around: { set, file } }));
}

describe('the pages of the rules', () => {
  it('are one for each rule, and no more', () => {
    const names = rules.map(({ id }) => nameOf(id));
    assert.equal(new Set(names).size, names.length, 'two rules have the same name');
    const pages = readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md');
    assert.deepEqual(pages.sort(), names.map((name) => `${name}.md`).sort());
  });

  for (const { id, severity } of rules) {
    it(`show what ${id} says, and how it is mended`, () => {
      const file = `${folder}${nameOf(id)}.md`;
      assert.ok(existsSync(file), `there is no docs/rules/${nameOf(id)}.md`);
      const page = readFileSync(file, 'utf8');
      assert.match(page, new RegExp(`^# ${id}\n\n[A-Z\`][^]+\n\nSeverity: (error|warning|info)\\b`));
      assert.equal(/\nSeverity: (\w+)/.exec(page)?.[1], severity, 'the page says another severity than the rule');
      const before = filesUnder(page, 'Before');
      const after = filesUnder(page, 'After');
      assert.ok(before.size > 0 && after.size > 0, 'a part has no ```yaml block');
      const codes = saidOf(before).map(({ code }) => code);
      assert.ok(codes.includes(id), `Before does not show it; it says: ${codes.join(', ')}`);
      const left = saidOf(after).filter((one) => one.code === id || one.severity === 'error');
      assert.deepEqual(
        left.map(({ code, message }) => `${code}: ${message}`),
        [],
      );
    });
  }
});
