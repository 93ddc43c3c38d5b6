/** A Pod with this spec, whose lines stand at the left margin. Marks (`^^^`) move along. */
export function podWith(spec: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${indented(spec, 2)}`;
}

/** A workload of a group with this Pod spec; `fields` stand beside its template. */
export function workloadWith(kind: string, podSpec: string, fields = ''): string {
  const isJob = kind === 'Job';
  const selector = isJob ? '' : '  selector:\n    matchLabels: { app: web }\n';
  const labels = '    metadata:\n      labels: { app: web }\n';
  const head = `apiVersion: ${isJob ? 'batch' : 'apps'}/v1\nkind: ${kind}\nmetadata:\n  name: web\nspec:\n`;
  return `${head}${indented(fields, 2)}${selector}  template:\n${labels}    spec:\n${indented(podSpec, 6)}`;
}

/** A Service with this spec. */
export function serviceWith(spec: string, metadata = ''): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n${indented(metadata, 2)}spec:\n${indented(spec, 2)}`;
}

function indented(text: string, columns: number): string {
  const lines = text.replace(/^\n/, '').replace(/\n$/, '').split('\n');
  if (lines.join('') === '') return '';
  return lines.map((line) => `${' '.repeat(columns)}${line}\n`).join('');
}
