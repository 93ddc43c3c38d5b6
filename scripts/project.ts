// Where things are in this project.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Git-ignored: what is installed on first use (VS Code). */
export const cacheFolder = path.join(projectFolder, '.vscode-test');

/** Git-ignored: screenshots and results of test runs. */
export const outputFolder = path.join(projectFolder, 'test-output');

/** The workspace that `npm start` opens and the tests copy. */
export const sampleWorkspace = path.join(projectFolder, 'test', 'fixtures', 'workspace');
