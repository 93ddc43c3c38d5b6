// Writes THIRD-PARTY-NOTICES.md: the packages that are really in the bundles, with their licences, and what is taken from
// Kubernetes. `--check` only says whether the file is up to date.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { bundles } from '../esbuild.js';
import { projectFolder } from './project.ts';

const noticesFile = path.join(projectFolder, 'THIRD-PARTY-NOTICES.md');

interface BundledPackage {
  readonly name: string;
  readonly license: string;
  readonly text: string;
}

/** The folders of the packages whose code is in one of the bundles, sorted. */
async function bundledPackageFolders(): Promise<string[]> {
  const folders = new Set<string>();
  for (const options of bundles('production')) {
    const { metafile } = await esbuild.build({ ...options, metafile: true, write: false });
    for (const output of Object.values(metafile.outputs)) {
      for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
        const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
        if (folder && bytesInOutput > 0) folders.add(folder);
      }
    }
  }
  return [...folders].sort();
}

function readPackage(folder: string): BundledPackage {
  const absolute = path.join(projectFolder, folder);
  const { name, version, license, author } = JSON.parse(readFileSync(path.join(absolute, 'package.json'), 'utf8'));
  const files = readdirSync(absolute).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(path.join(absolute, file), 'utf8').replaceAll('\r', '').trim());
  const by = typeof author === 'string' ? author : author?.name;
  const text =
    texts.join('\n\n') || `The package names its licence, ${license}, without its text.${by ? ` By ${by}.` : ''}`;
  return { name: `${name} ${version}`, license: license ?? 'see its text', text };
}

/** Packages of one family share their text: it is printed once for all of them. */
function groupByText(packages: readonly BundledPackage[]): BundledPackage[][] {
  const groups = new Map<string, BundledPackage[]>();
  for (const entry of packages) groups.set(entry.text, [...(groups.get(entry.text) ?? []), entry]);
  return [...groups.values()];
}

function kubernetesVersion(): string {
  const folder = path.join(projectFolder, 'node_modules', '@kubernetes', 'client-node');
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version;
}

async function noticesText(): Promise<string> {
  const packages = (await bundledPackageFolders()).map(readPackage);
  const sections = groupByText(packages).map((group) => {
    const title = group.map(({ name, license }) => `${name} (${license})`).join(', ');
    return `## ${title}\n\n\`\`\`text\n${group[0]?.text.replaceAll('```', "'''")}\n\`\`\`\n`;
  });
  const kubernetes = `## Kubernetes API documentation (Apache-2.0)

The names, types and descriptions of API fields are generated from @kubernetes/client-node ${kubernetesVersion()}, whose models
are generated from the Kubernetes OpenAPI document. Copyright The Kubernetes Authors. Licensed under the Apache License,
Version 2.0, whose text is in LICENSE. Changes: reduced to the kinds in use and put into another form.

Kubernetes is a registered trademark of The Linux Foundation. Pod Labs is not affiliated with it or with the Kubernetes project.
`;
  const head = `# Third-party notices

Pod Labs contains code or text of the following projects. This file is generated: \`npm run notices\`.
`;
  return [head, kubernetes, ...sections].join('\n');
}

const wanted = await noticesText();
if (!process.argv.includes('--check')) {
  writeFileSync(noticesFile, wanted);
  console.log(`wrote ${path.basename(noticesFile)}`);
} else if (existsSync(noticesFile) && readFileSync(noticesFile, 'utf8') === wanted) {
  console.log('THIRD-PARTY-NOTICES.md is up to date');
} else {
  console.error('THIRD-PARTY-NOTICES.md is out of date: run `npm run notices` and commit it');
  process.exitCode = 1;
}
