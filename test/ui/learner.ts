import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { projectFolder } from '../../scripts/project.ts';
import { readLabFolder } from '../../src/bin/labFolders.ts';
import type { Lab, Step } from '../../src/labs/lab.ts';
import { commandsIn } from '../../src/labs/prose.ts';
import type { Session } from './session.ts';

const labsFolder = path.join(projectFolder, 'labs');

/** What is typed arrives as it was typed. VS Code has its own defaults for YAML, so these must be for YAML as well. */
export const plainTyping = {
  '[yaml]': {
    'editor.autoIndent': 'none',
    'editor.autoClosingBrackets': 'never',
    'editor.autoClosingQuotes': 'never',
    'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
    'editor.suggestOnTriggerCharacters': false,
  },
  'editor.minimap.enabled': false,
};

/** A person who plays one lab with mouse and keyboard: the page's buttons, the editor, the terminal. */
export class Learner {
  readonly lab: Lab;
  readonly session: Session;

  constructor(session: Session, labId: string) {
    const { lab } = readLabFolder(labsFolder, labId);
    assert.ok(lab, labId);
    this.lab = lab;
    this.session = session;
  }

  /** A text of the lab's folder. */
  shipped(file: string): string {
    return readFileSync(path.join(labsFolder, this.lab.id, file), 'utf8');
  }

  /** The document of the lab's page; there may be several pages in sight. */
  async page(): Promise<Frame> {
    return this.pageTitled('Lab');
  }

  async pageTitled(title: string): Promise<Frame> {
    const endMs = Date.now() + 60_000;
    for (;;) {
      for (const frame of this.session.page.frames()) {
        const found = await frame.title().catch(() => '');
        if (found === title && (await frame.locator('main').count()) > 0) return frame;
      }
      assert.ok(Date.now() < endMs, `there is a page ${title}`);
      await this.session.page.waitForTimeout(200);
    }
  }

  /** Waits for a heading of the page; the page of another lab may be going just now. */
  async heading(text: string): Promise<void> {
    const endMs = Date.now() + 60_000;
    for (;;) {
      try {
        const heading = (await this.page()).getByRole('heading', { name: text, exact: true });
        return await heading.waitFor({ timeout: endMs - Date.now() });
      } catch (problem) {
        if (!/detached/.test(String(problem)) || Date.now() > endMs) throw problem;
      }
    }
  }

  async press(name: string | RegExp): Promise<void> {
    await (await this.page()).getByRole('button', { name }).first().click();
  }

  get terminal(): Locator {
    return this.session.page.locator('.xterm-rows').last();
  }

  /** Types a line into the terminal, as a person does. */
  async type(line: string): Promise<void> {
    await this.session.page.locator('.xterm-screen').last().click();
    await this.session.page.keyboard.type(`${line}\r`);
  }

  /** Replaces the whole text of a file in the editor. */
  async write(file: string, text: string): Promise<void> {
    const { page } = this.session;
    const tab = page.locator('.tab.active').filter({ hasText: path.basename(file) });
    // What is in sight is not opened again: the editor would take the focus from whatever comes next.
    if ((await tab.count()) === 0) {
      await this.press(`Open ${file}`).catch(() => this.session.openFile(file));
      await tab.waitFor();
      await page.waitForTimeout(500);
    }
    await page.locator('.editor-instance .view-lines').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
    await page.keyboard.press('Control+S');
  }

  /** Presses Run beside a command of the page; where it has none, types it. */
  async run(command: string): Promise<void> {
    const button = (await this.page()).getByRole('button', { name: `Run ${command}`, exact: true });
    if ((await button.count()) > 0) return button.first().click();
    await this.type(command);
  }

  /** Waits, as a person does, until a command is seen and has ended; not for ever, for some go on. */
  private async promptIsBackAfter(command: string): Promise<void> {
    const endMs = Date.now() + 20_000;
    do {
      await this.session.page.waitForTimeout(1_000);
      const rows = await this.terminal.locator('> div').allTextContents();
      const lines = rows.map((row) => row.replaceAll('\u00a0', ' ').trim()).filter((row) => row !== '');
      const isSeen = lines.some((line) => line.startsWith(`$ ${command.slice(0, 40)}`));
      if (isSeen && lines.at(-1) === '$') return;
    } while (Date.now() < endMs);
  }

  /** Does the shown step as its solution says, until the page says that it is done. */
  async play(step: Step): Promise<void> {
    await this.heading(step.title);
    if (step.kind === 'predict') await this.predict(step);
    const { files = [], commands = [] } = step.solution ?? {};
    for (const { path: file, from } of files) await this.write(file, this.shipped(from));
    for (const [index, command] of commands.entries()) {
      // A button breaks off what waits, such as "rollout status", and drops what is half typed.
      if (index > 0) await this.promptIsBackAfter(commands[index - 1] ?? '');
      await this.run(command);
    }
    if (step.kind === 'explore') await this.answer(step);
    await this.untilDone(step);
  }

  async predict({ choices, observe, checks }: Step): Promise<void> {
    const page = await this.page();
    const right = choices.find((choice) => choice.right)?.text ?? '';
    await page.getByLabel(right, { exact: true }).check();
    await this.press('This is my answer');
    if (!observe) return;
    await page.getByRole('heading', { name: 'Now see what happens' }).waitFor();
    if (checks.length > 0) return;
    const text = observe.map((part) => (part.type === 'markdown' ? part.text : '')).join('\n\n');
    for (const { command } of commandsIn(text)) await this.run(command);
  }

  /** Reads the answer to an *explore* step from the cluster, with kubectl, and types it into the page. */
  async answer(step: Step): Promise<void> {
    const source = step.checks.find(({ expectation }) => expectation.operator === 'answered')?.source;
    assert.ok(source, 'the step asks for something');
    const page = await this.page();
    const field = page.getByLabel(step.question ?? '');
    const endMs = Date.now() + 60_000;
    while (Date.now() < endMs && (await field.count()) > 0) {
      assert.ok(source.type === 'object' || source.type === 'kubectl', `the test can read ${source.type}`);
      const answer = await (source.type === 'object' ? this.readWithKubectl(source) : this.readOutput(source.command));
      if (answer !== '') {
        await field.fill(answer);
        await field.press('Enter');
        await this.session.page.waitForTimeout(1500);
      }
    }
  }

  /** Of several values the first. */
  private async readWithKubectl(source: {
    kind: string;
    name?: string;
    selector?: string;
    path: string;
  }): Promise<string> {
    const which = source.name ?? `-l '${source.selector}'`;
    const marker = `m${Date.now() % 100_000}`;
    await this.type(`kubectl get ${source.kind.toLowerCase()} ${which} -o jsonpath='${marker}={${source.path}}='`);
    const endMs = Date.now() + 10_000;
    for (;;) {
      const text = ((await this.terminal.textContent()) ?? '').replaceAll('\u00a0', ' ');
      const found = new RegExp(`${marker}=([^{}=]*)=`).exec(text);
      if (found) return found[1]?.split(' ')[0] ?? '';
      if (Date.now() > endMs) return '';
      await this.session.page.waitForTimeout(300);
    }
  }

  /** What a command prints: the lines between it and the next prompt. */
  private async readOutput(command: string): Promise<string> {
    await this.type('clear');
    await this.type(command);
    const endMs = Date.now() + 10_000;
    for (;;) {
      const rows = (await this.terminal.locator('> div').allTextContents()).map((row) => row.replaceAll('\u00a0', ' '));
      const from = rows.findIndex((row) => row.startsWith(`$ ${command.slice(0, 20)}`));
      const to = rows.findIndex((row, index) => index > from && row.startsWith('$'));
      if (from >= 0 && to > from + 1)
        return rows
          .slice(from + 1, to)
          .join('')
          .trim();
      if (Date.now() > endMs) return '';
      await this.session.page.waitForTimeout(300);
    }
  }

  /** Goes to the explanation, and waits until its figures are drawn. */
  async readOn(): Promise<void> {
    const page = await this.page();
    const button = page.getByRole('button', { name: 'What happened', exact: true });
    if ((await button.count()) === 0) return;
    await button.click();
    await page.locator('figure.live').filter({ hasText: 'Looking at the cluster' }).waitFor({ state: 'detached' });
    for (const picture of await page.locator('figure.live .picture').all()) await picture.locator('svg').waitFor();
  }

  /** Waits until the page says that the step is done; asks for its checks now and then. */
  async untilDone(step: Step): Promise<void> {
    const page = await this.page();
    const isLast = this.lab.steps.at(-1)?.id === step.id;
    const done = isLast
      ? page.getByRole('heading', { name: /The lab is done/ })
      : page.getByRole('button', { name: 'Next step' });
    const endMs = Date.now() + 120_000;
    while ((await done.count()) === 0) {
      assert.ok(Date.now() < endMs, `“${step.title}” is done: ${await page.locator('.result').textContent()}`);
      // Most steps notice by themselves.
      await done
        .first()
        .waitFor({ timeout: 3_000 })
        .catch(() => {});
      for (const name of ['Check', 'I have seen it']) {
        const button = page.getByRole('button', { name, exact: true });
        if ((await done.count()) === 0 && (await button.count()) > 0) await button.click();
      }
    }
  }
}
