import assert from 'node:assert/strict';
import { decodeBase64, encodeBase64 } from '../../src/kubectl/base64Text.ts';
import { unifiedHunks } from '../../src/kubectl/diffText.ts';
import { printGoTemplate, readGoTemplate } from '../../src/kubectl/templates/goTemplate.ts';

describe('Go templates', () => {
  const object = { name: 'web', list: [{ n: 1 }, { n: 2 }], map: { a: 'x', b: 'y' }, empty: [] };
  const cases: readonly (readonly [template: string, text: string])[] = [
    ['{{.name}} {{.nope}}', 'web <no value>'],
    ['{{range .list}}{{.n}},{{end}}', '1,2,'],
    ['{{range $i, $e := .list}}{{$i}}={{$e.n}} {{end}}', '0=1 1=2 '],
    ['{{range $k, $v := .map}}{{$k}}:{{$v}} {{end}}', 'a:x b:y '],
    ['{{range .empty}}x{{else}}none{{end}}', 'none'],
    ['{{if eq .name "web"}}yes{{else if .nope}}maybe{{else}}no{{end}}', 'yes'],
    ['{{with .map}}{{.a}}{{end}}', 'x'],
    ['{{index .list 1}} {{(index .list 0).n}} {{len .list}}', 'map[n:2] 1 2'],
    ['{{$x := .name}}{{$x | printf "%s!"}}', 'web!'],
    ['a {{- .name -}} b', 'awebb'],
    ['{{if and (gt (len .list) 1) (not .nope)}}many{{end}}', 'many'],
  ];
  for (const [template, text] of cases) {
    it(`fill ${template}`, () => assert.equal(printGoTemplate(readGoTemplate(template), object), text));
  }

  for (const broken of ['{{.a', '{{end}}', '{{if .a}}', '{{range}}{{end}}']) {
    it(`refuse ${broken}`, () => assert.throws(() => readGoTemplate(broken)));
  }
});

describe('differences', () => {
  it('are told as diff -u does', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\n';
    assert.equal(unifiedHunks(before, before), '');
    assert.equal(
      unifiedHunks(before, before.replace('e\n', 'E\n')),
      '@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n',
    );
    assert.equal(unifiedHunks('', 'x\ny\n'), '@@ -0,0 +1,2 @@\n+x\n+y\n');
    assert.equal(unifiedHunks('x\n', ''), '@@ -1 +0,0 @@\n-x\n');
  });
});

describe('base64', () => {
  for (const text of ['', 'a', 'ab', 'abc', 'grüße', '🙂']) {
    it(`brings back ${JSON.stringify(text)}`, () => {
      assert.equal(encodeBase64(text), Buffer.from(text).toString('base64'));
      assert.equal(decodeBase64(encodeBase64(text)), text);
    });
  }
});
