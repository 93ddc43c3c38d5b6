import * as vscode from 'vscode';
import type { TextEdit } from '../manifests/edits/textEdit.ts';
import type { ManifestSet } from '../manifests/manifestSet.ts';
import { definitionsAt, highlightsAt, referencesAt } from '../manifests/navigation/navigation.ts';
import { type Renaming, renameAt } from '../manifests/navigation/rename.ts';
import type { SymbolSort } from '../manifests/navigation/symbolOf.ts';
import { type ManifestSymbol, symbolsOf } from '../manifests/navigation/symbols.ts';
import type { TextRange } from '../manifests/textRange.ts';
import type { Edge } from './edge.ts';
import { manifestSelector, mayHoldManifest } from './kubernetesDocuments.ts';
import { type ManifestCache, rangeIn } from './manifestCache.ts';
import { TextPositions } from './textPositions.ts';
import type { WorkspaceManifests } from './workspaceManifests.ts';

export interface NavigationOptions {
  readonly cache: ManifestCache;
  readonly workspace: Pick<WorkspaceManifests, 'around'>;
  readonly edge: Edge;
}

/** The outline of a file, and the ways between names and what they name: definition, references, highlights. */
export function registerManifestNavigation({ cache, workspace, edge }: NavigationOptions): vscode.Disposable {
  const symbols: vscode.DocumentSymbolProvider = {
    provideDocumentSymbols: (document) =>
      edge.quietly('outline a manifest', () => {
        if (!mayHoldManifest(document)) return [];
        const positions = new TextPositions(document.getText());
        return symbolsOf(cache.read(document)).map((symbol) => documentSymbol(symbol, positions));
      }),
  };
  const definitions: vscode.DefinitionProvider = {
    provideDefinition: (document, position) =>
      edge.quietly('find a definition', () => {
        if (!mayHoldManifest(document)) return [];
        const { set, file } = workspace.around(document);
        const ranges = new RangesOfFiles(set);
        return definitionsAt(set, file, document.offsetAt(position)).map((found) => ({
          originSelectionRange: rangeIn(document, found.origin),
          targetUri: vscode.Uri.parse(found.file),
          targetRange: ranges.of(found.file, found.targetRange),
          targetSelectionRange: ranges.of(found.file, found.range),
        }));
      }),
  };
  const references: vscode.ReferenceProvider = {
    provideReferences: (document, position, { includeDeclaration }) =>
      edge.quietly('find references', () => {
        if (!mayHoldManifest(document)) return [];
        const { set, file } = workspace.around(document);
        const ranges = new RangesOfFiles(set);
        const declaration = includeDeclaration ? 'with declaration' : 'without declaration';
        const found = referencesAt(set, file, document.offsetAt(position), declaration);
        return found.map((one) => new vscode.Location(vscode.Uri.parse(one.file), ranges.of(one.file, one.range)));
      }),
  };
  const highlights: vscode.DocumentHighlightProvider = {
    provideDocumentHighlights: (document, position) =>
      edge.quietly('highlight a name', () => {
        if (!mayHoldManifest(document)) return [];
        const { set, file } = workspace.around(document);
        return highlightsAt(set, file, document.offsetAt(position)).map(({ range, role }) => {
          const kind = role === 'definition' ? vscode.DocumentHighlightKind.Write : vscode.DocumentHighlightKind.Read;
          return new vscode.DocumentHighlight(rangeIn(document, range), kind);
        });
      }),
  };
  const renames: vscode.RenameProvider = {
    async prepareRename(document, position) {
      const found = await edge.quietly('find what to rename', () => {
        const renaming = renamingAt(document, position, workspace);
        return renaming && { range: rangeIn(document, renaming.range), placeholder: renaming.name };
      });
      // Where nothing is said the editor asks for a new name for the word there, and then does nothing.
      if (!found) throw new Error(cannotRename);
      return found;
    },
    async provideRenameEdits(document, position, name) {
      const edits = await edge.quietly('rename', () => renamingAt(document, position, workspace)?.editsFor(name));
      // What is thrown here is what the editor shows beside the new name.
      if (typeof edits === 'string') throw new Error(edits);
      const { set } = workspace.around(document);
      return edits && workspaceEdit(edits, new RangesOfFiles(set));
    },
  };
  return vscode.Disposable.from(
    vscode.languages.registerRenameProvider(manifestSelector, renames),
    vscode.languages.registerDocumentSymbolProvider(manifestSelector, symbols, { label: 'Pod Labs' }),
    vscode.languages.registerDefinitionProvider(manifestSelector, definitions),
    vscode.languages.registerReferenceProvider(manifestSelector, references),
    vscode.languages.registerDocumentHighlightProvider(manifestSelector, highlights),
  );
}

const cannotRename =
  'What can be renamed here: a volume, a container, a port, a ConfigMap, a Secret, a claim, a ServiceAccount.';

function renamingAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  workspace: NavigationOptions['workspace'],
): Renaming | undefined {
  if (!mayHoldManifest(document)) return undefined;
  const { set, file } = workspace.around(document);
  return renameAt(set, file, document.offsetAt(position));
}

function workspaceEdit(edits: ReadonlyMap<string, readonly TextEdit[]>, ranges: RangesOfFiles): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const [file, changes] of edits) {
    const uri = vscode.Uri.parse(file);
    for (const { range, newText } of changes) edit.replace(uri, ranges.of(file, range), newText);
  }
  return edit;
}

/** Lines and columns in the files of a set, which need not be open. */
class RangesOfFiles {
  readonly #set: ManifestSet;
  readonly #positions = new Map<string, TextPositions>();

  constructor(set: ManifestSet) {
    this.#set = set;
  }

  of(file: string, range: TextRange): vscode.Range {
    let positions = this.#positions.get(file);
    if (!positions) {
      positions = new TextPositions(this.#set.textOf(file) ?? '');
      this.#positions.set(file, positions);
    }
    return positions.range(range);
  }
}

const kinds: Readonly<Record<SymbolSort, vscode.SymbolKind>> = {
  manifest: vscode.SymbolKind.Object,
  container: vscode.SymbolKind.Module,
  port: vscode.SymbolKind.Interface,
  variable: vscode.SymbolKind.Variable,
  volume: vscode.SymbolKind.File,
  mount: vscode.SymbolKind.File,
  probe: vscode.SymbolKind.Event,
  resources: vscode.SymbolKind.Number,
  selector: vscode.SymbolKind.Key,
  key: vscode.SymbolKind.Field,
  rule: vscode.SymbolKind.Method,
  metric: vscode.SymbolKind.Number,
};

function documentSymbol(symbol: ManifestSymbol, positions: TextPositions): vscode.DocumentSymbol {
  const { name, detail, sort, selectionRange, children } = symbol;
  const shown = new vscode.DocumentSymbol(
    name,
    detail,
    kinds[sort],
    positions.range(symbol.range),
    positions.range(selectionRange),
  );
  shown.children = children.map((child) => documentSymbol(child, positions));
  return shown;
}
