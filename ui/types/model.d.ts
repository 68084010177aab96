// Generated from the Rust model by `cargo test -p postil-core --test types`. Do not edit.

export type ReadState = "unread" | "reading" | "read";

export type Person = { 
/**
 * The name as shown, e.g. "Ada Lovelace".
 */
name: string, 
/**
 * As filed, "Lovelace, Ada"; empty when the name shown tells it.
 */
sort_name: string, };

export type IdentifierKind = "arxiv" | "doi" | "acl" | "openreview" | "pmid" | "isbn";

export type Identifier = { kind: IdentifierKind, value: string, };

export type Paper = { id: number, title: string, abstract: string, authors: Array<Person>, 
/**
 * Journal, conference or archive; empty when unknown.
 */
venue: string, year: number | null, 
/**
 * Date of publication, `YYYY-MM-DD`, when known to the day.
 */
published: string | null, citation_key: string | null, 
/**
 * Free remarks that came with the paper ("12 pages, accepted at …").
 */
comments: string, 
/**
 * Web page of the paper; empty when unknown.
 */
url: string, identifiers: Array<Identifier>, 
/**
 * BibLaTeX's name of its type; empty when unknown.
 */
entry_type: string, 
/**
 * What else its sources said: volume, publisher …
 */
fields: Array<Field>, read_state: ReadState, starred: boolean, trashed_at: number | null, created_at: number, modified_at: number, };

export type NewPaper = { title: string, abstract: string, authors: Array<string>, venue: string, year: number | null, url: string, comments: string, identifiers: Array<Identifier>, };

export type PaperEdit = { "field": "title", "value": string } | { "field": "abstract", "value": string } | { "field": "authors", "value": Array<string> } | { "field": "venue", "value": string } | { "field": "year", "value": number | null } | { "field": "url", "value": string } | { "field": "comments", "value": string } | { "field": "citation-key", "value": string | null } | { "field": "identifiers", "value": Array<Identifier> } | { "field": "read-state", "value": ReadState } | { "field": "starred", "value": boolean };

export type PaperRow = { id: number, title: string, 
/**
 * Up to three names, then "and 7 more".
 */
authors: string, venue: string, year: number | null, read_state: ReadState, starred: boolean, trashed: boolean, 
/**
 * A source says that it was withdrawn.
 */
retracted: boolean, tags: Array<string>, notes: number, files: number, 
/**
 * The worst standing verdict among its repositories; `None` without code.
 */
code: VerdictKind | null, repositories: number, 
/**
 * Stars of its most starred repository.
 */
stars: number | null, 
/**
 * The group of papers that may be one work with it; the same for all of them.
 */
duplicate: number | null, 
/**
 * While searching: text around the hit when it is not in the title or the authors. Otherwise, for a paper
 * without authors, the first words of its abstract.
 */
snippet: string | null, 
/**
 * While searching: `[start, end)` pairs in UTF-16 units.
 */
title_marks: Array<[number, number]>, authors_marks: Array<[number, number]>, snippet_marks: Array<[number, number]>, };

export type TextLink = { start: number, end: number, url: string, 
/**
 * Set when it is one of the paper's repositories.
 */
repository_id: number | null, };

export type PaperView = { paper: Paper, links: Array<TextLink>, code: Array<RepositoryCard>, notes: Array<Note>, annotations: Array<Annotation>, files: Array<Attachment>, tags: Array<string>, 
/**
 * Ids of the collections it is filed in.
 */
collections: Array<number>, 
/**
 * Other publications of the same work.
 */
versions: Array<Version>, };

export type Annotation = { id: number, paper_id: number, color: AnnotationColor, quote: string, 
/**
 * Place in the abstract, `[start, end)` in UTF-16 units; meaningless when `orphaned`.
 */
start: number, end: number, 
/**
 * The abstract was edited and the quoted text is no longer in it.
 */
orphaned: boolean, comment: string, created_at: number, modified_at: number, };

export type Attached = { attachments: Array<Attachment>, 
/**
 * In words, each naming a file that could not be kept.
 */
problems: Array<string>, };

export type Attachment = { id: number, paper_id: number, 
/**
 * As shown: "Full text.pdf".
 */
name: string, 
/**
 * Of its content, in hexadecimal; the file lies in the library's folder under this name.
 */
sha256: string, bytes: number, media_type: string, 
/**
 * Of a kind that the system's own programs may be asked to open; others can only be saved.
 */
may_be_opened: boolean, added_at: number, };

export type AnnotationColor = "yellow" | "green" | "blue" | "pink";

export type Note = { id: number, paper_id: number, text: string, 
/**
 * `text` rendered and sanitised; the only HTML the page ever inserts.
 */
html: string, created_at: number, modified_at: number, };

export type Draft = { title: string, abstract: string, authors: Array<string>, venue: string, year: number | null, 
/**
 * `YYYY-MM-DD` when the source gives the day.
 */
published: string | null, url: string, comments: string, identifiers: Array<Identifier>, 
/**
 * Links the source gives beside the text (an `href`, a "Code" button), as written there.
 */
links: Array<string>, 
/**
 * First line of the source that belongs to it, from 1; 0 when lines mean nothing.
 */
line: number, 
/**
 * Plain words when something about it is doubtful ("No abstract").
 */
problems: Array<string>, 
/**
 * BibLaTeX's name of its type: "article", "inproceedings" …; empty when unknown.
 */
entry_type: string, 
/**
 * The key it is cited by where it came from.
 */
citation_key: string | null, tags: Array<string>, 
/**
 * What the source says beyond the above, under BibLaTeX's names.
 */
fields: Array<Field>, 
/**
 * In Markdown.
 */
notes: Array<string>, 
/**
 * Where it is filed: the names from the outermost collection to the innermost.
 */
collections: Array<Array<string>>, 
/**
 * In step with `authors`: the name as filed ("Example, Ada"), empty where the name shown tells it.
 */
sort_names: Array<string>, 
/**
 * What the reader decided of a paper that looks like it.
 */
twin: Twin | null, 
/**
 * Files that come with it. They are copied into the library when the draft is imported.
 */
files: Array<DraftFile>, 
/**
 * Pages of its project, which are no code.
 */
pages: Array<string>, 
/**
 * Those of `links` that whoever gave them only guessed.
 */
guesses: Array<string>, 
/**
 * Who said what, and when: a field as [`FieldChange`] names it, and "Crossref, 25 Nov 2026".
 */
sources: Array<Field>, 
/**
 * What the reader chose of a paper that is here: fields to be taken in place of what stands there …
 */
replaces: Array<string>, 
/**
 * … and fields, or addresses of code, not to be taken.
 */
leaves: Array<string>, };

export type DraftFile = { 
/**
 * Absolute.
 */
path: string, 
/**
 * As shown to the reader: "Full text.pdf".
 */
name: string, };

export type Twin = { of: TwinOf, 
/**
 * The draft goes into that paper, as a version of it; otherwise it becomes a paper that is told apart from it.
 */
same: boolean, };

export type TwinOf = { "in": "library", id: number, } | { "in": "import", at: number, };

export type Alike = { to: TwinOf, reason: string, };

export type Along = { files: number, notes: number, tags: number, collections: number, };

export type Version = { title: string, venue: string, year: number | null, 
/**
 * `YYYY-MM-DD` when known to the day.
 */
published: string | null, url: string, 
/**
 * BibLaTeX's name of its type; empty when unknown.
 */
entry_type: string, identifiers: Array<Identifier>, 
/**
 * Volume, pages and the like.
 */
fields: Array<Field>, 
/**
 * Citations and exports tell of this one, not of the paper's own fields. At most one of a paper.
 */
cited: boolean, };

export type ColumnField = "title" | "authors" | "editors" | "venue" | "year" | "abstract" | "doi" | "arxiv" | "pmid" | "isbn" | "issn" | "url" | "tags" | "notes" | "comments" | "citation-key" | "type" | "volume" | "number" | "pages" | "first-page" | "last-page" | "publisher" | "series" | "edition" | "pmcid" | "language" | "own" | "ignore";

export type ColumnUse = { 
/**
 * As it stands in the table.
 */
heading: string, field: ColumnField, 
/**
 * What stands between people or tags; `None` to tell by the cell.
 */
separator: string | null, };

export type TableColumn = { 
/**
 * Its first cells.
 */
values: Array<string>, 
/**
 * Its heading is one that Postil knows.
 */
understood: boolean, 
/**
 * As it stands in the table.
 */
heading: string, field: ColumnField, 
/**
 * What stands between people or tags; `None` to tell by the cell.
 */
separator: string | null, };

export type TableShape = { columns: Array<TableColumn>, 
/**
 * Below the headings.
 */
rows: number, 
/**
 * The reader said before how a table of these headings is read, and `columns` have it.
 */
remembered: boolean, };

export type Field = { 
/**
 * BibLaTeX's: "volume", "publisher". Names with a colon are Postil's own and hold what an export gives back.
 */
name: string, 
/**
 * Plain text.
 */
value: string, };

export type FieldChange = { field: string, 
/**
 * Empty where nothing stands yet. What would take the place of something is only taken when the reader says so.
 */
before: string, after: string, 
/**
 * Who says so: "Crossref, 25 Nov 2026"; empty for a page or a file.
 */
source: string, };

export type FoundSearch = { name: string, 
/**
 * In the query language.
 */
search: string, };

export type ImportOutcome = { added: Array<number>, updated: Array<number>, already_here: number, repositories: number, 
/**
 * Files that were copied into the library.
 */
files: number, 
/**
 * Searches that were saved.
 */
searches: number, 
/**
 * In words, each naming a file that could not be kept; its paper is in.
 */
problems: Array<string>, 
/**
 * The journal entry to undo it by; `None` when nothing was written.
 */
journal_entry: number | null, };

export type Reading = { 
/**
 * What the source looks like, in words: "Hugging Face Papers page".
 */
source: string, drafts: Array<Draft>, skipped: Array<Skipped>, searches: Array<FoundSearch>, 
/**
 * What is to be known of how all of it was read, in whole sentences: an encoding that was guessed.
 */
remarks: Array<string>, };

export type Glance = { 
/**
 * The draft's place among those held; what looks like an earlier one names it by its own.
 */
at: number, 
/**
 * First line of the source that belongs to it, from 1; 0 when lines mean nothing.
 */
line: number, 
/**
 * Of a paper that is here, as the library has it.
 */
title: string, authors: Array<string>, venue: string, year: number | null, 
/**
 * Enough of the abstract for one line.
 */
abstract_start: string, problems: Array<string>, files: Array<DraftFile>, guesses: Array<string>, 
/**
 * Whether a service could be asked for it.
 */
is_identified: boolean, replaces: Array<string>, leaves: Array<string>, };

export type Review = { source: string, items: Array<ReviewItem>, skipped: Array<Skipped>, 
/**
 * Those that the library does not keep yet.
 */
searches: Array<FoundSearch>, new: number, already_here: number, updates: number, unclear: number, 
/**
 * Distinct repositories among all items.
 */
repositories: number, 
/**
 * What the new papers bring along.
 */
along: Along, 
/**
 * What could not be looked up now; it is kept, and asked for again.
 */
waiting: Array<WaitingLookup>, 
/**
 * What is to be known of how the source was read.
 */
remarks: Array<string>, };

export type ReviewItem = { draft: Glance, 
/**
 * A paper that it may be the same work as, which only the reader can tell.
 */
alike: Alike | null, 
/**
 * Whether the sheet ticks it to begin with.
 */
ticked: boolean, 
/**
 * Repositories recognised in it, as `host/owner/name`.
 */
repositories: Array<string>, } & ({ "status": "new" } | { "status": "already-here", paper_id: number, in_trash: boolean, } | { "status": "update", paper_id: number, changes: Array<FieldChange>, } | { "status": "unclear", reason: string, });

export type Chosen = { 
/**
 * The places of those wanted, in order.
 */
places: Array<number>, 
/**
 * Those of them that are not to be taken as they were read.
 */
changed: Array<DraftChange>, 
/**
 * Those to be saved.
 */
searches: Array<FoundSearch>, };

export type DraftChange = { at: number, edits: Array<DraftEdit>, 
/**
 * As the draft has them, with what the reader took or left out.
 */
replaces: Array<string>, leaves: Array<string>, 
/**
 * An earlier draft is named by its place.
 */
twin: Twin | null, };

export type DraftEdit = { "field": "title", "value": string } | { "field": "authors", "value": Array<string> } | { "field": "venue", "value": string } | { "field": "year", "value": number | null } | { "field": "abstract", "value": string };

export type ReviewStatus = { "status": "new" } | { "status": "already-here", paper_id: number, in_trash: boolean, } | { "status": "update", paper_id: number, changes: Array<FieldChange>, } | { "status": "unclear", reason: string, };

export type WaitingLookup = { 
/**
 * "arXiv 2303.01234"
 */
text: string, service: string, 
/**
 * Until when the service asked to wait, if it said so.
 */
until: number | null, };

export type LookupQueue = { 
/**
 * Not looked up yet.
 */
waiting: number, 
/**
 * Whom they wait for, "arXiv, Crossref".
 */
services: string, 
/**
 * When the next may be asked for.
 */
until: number | null, 
/**
 * Looked up since, to be reviewed.
 */
found: number, 
/**
 * Looked up since, and nobody knew them.
 */
unknown: number, };

export type ServiceRow = { id: string, name: string, host: string, 
/**
 * What it is asked for.
 */
words: string, on: boolean, takes_key: boolean, has_key: boolean, };

export type Skipped = { line: number, 
/**
 * The text, cut to 200 characters.
 */
text: string, 
/**
 * Why: "newsletter line", "date", "navigation" …
 */
reason: string, };

export type BulkEdit = { "what": "replace", field: BulkField, find: string, with: string, match_case: boolean, whole_words: boolean, } | { "what": "set", field: BulkField, value: string, } | { "what": "case", field: BulkField, case: LetterCase, } | { "what": "tags", add: Array<string>, remove: Array<string>, };

export type BulkField = "title" | "authors" | "venue" | "year" | "abstract" | "comments";

export type BulkPreview = { 
/**
 * Papers it would change.
 */
changed: number, 
/**
 * Papers that have it so already.
 */
same: number, 
/**
 * Papers it would leave alone, because they could not keep the new value.
 */
refused: number, 
/**
 * Why the first of those could not.
 */
refusal: string | null, 
/**
 * The first of those it would change, at most 200.
 */
samples: Array<BulkSample>, };

export type BulkSample = { paper_id: number, title: string, before: string, after: string, };

export type LetterCase = "sentence" | "title" | "lower" | "upper";

export type DuplicateGroup = { 
/**
 * At least two, from the oldest to the newest.
 */
papers: Array<number>, 
/**
 * Why they are believed to be one: "Both carry arXiv 2303.01234".
 */
reasons: Array<string>, 
/**
 * They share identifiers, which do not err.
 */
sure: boolean, };

export type CiteAuthor = "usual" | "left-out" | "alone" | "in-text";

export type CitedPaper = { id: number, 
/**
 * As people write it: “p. 12”, “ch. 3”; a number alone is that of a page. Empty for none.
 */
locator: string, prefix: string, suffix: string, author: CiteAuthor, };

export type CiteForm = { "form": "list", style: string, } | { "form": "in-text", style: string, } | { "form": "latex", command: string, } | { "form": "pandoc" } | { "form": "typst" } | { "form": "keys" };

export type Cited = { 
/**
 * An entry a line, or one line.
 */
text: string, 
/**
 * The same with its italics, for programs that take them; `i`, `b`, `sup`, `sub`, `span`, `p` and nothing else.
 * `None` for marks, which have no looks.
 */
html: string | null, };

export type KeyExample = { title: string, key: string, 
/**
 * The key that it has, and keeps.
 */
pinned: string | null, };

export type StyleRow = { 
/**
 * What it is asked for by.
 */
name: string, title: string, source: StyleSource, 
/**
 * Why it cannot be used.
 */
problem: string | null, };

export type StyleSource = "bundled" | "folder";

export type SavedSearch = { id: number, name: string, 
/**
 * Where it searches.
 */
view: ListView, 
/**
 * In the query language.
 */
search: string, 
/**
 * How many papers it finds.
 */
papers: number, };

export type SearchRemark = { 
/**
 * The part of the search that it is about, as typed.
 */
piece: string, 
/**
 * "“has:” knows code, notes …; “has:nothing” was searched for as words."
 */
words: string, };

export type Collection = { id: number, parent_id: number | null, name: string, position: number, 
/**
 * Papers filed in it directly, without those in the trash.
 */
papers: number, };

export type ImportSource = { "from": "text", text: string, html: string | null, } | { "from": "file", path: string, } | { "from": "files", paths: Array<string>, } | { "from": "live", id: number, } | { "from": "papers", ids: Array<number>, 
/**
 * Whether values that differ are wanted, too.
 */
refresh: boolean, } | { "from": "waiting" } | { "from": "sample" };

export type JournalEntry = { id: number, 
/**
 * "Import 61 papers".
 */
name: string, at: number, undone: boolean, 
/**
 * Of a return to a snapshot: the copy of what was there before, "" once that is gone.
 */
copy: string | null, };

export type ListQuery = { view: ListView, sort: Sort, 
/**
 * The search box, in the query language; empty for everything.
 */
search: string, 
/**
 * How many are wanted, from the first; nothing for all of them.
 */
first?: number, };

export type ListView = { "view": "inbox" } | { "view": "all" } | { "view": "reading" } | { "view": "starred" } | { "view": "attention" } | { "view": "duplicates" } | { "view": "trash" } | { "view": "collection", id: number, } | { "view": "tag", name: string, } | { "view": "search", id: number, };

export type LiveFile = { id: number, path: string, 
/**
 * What it holds.
 */
view: ListView, 
/**
 * The same in words; empty when it was deleted.
 */
name: string, format: LiveFormat, 
/**
 * Papers in it when it was written last.
 */
papers: number, 
/**
 * When it was written, or found to be in step, last.
 */
written_at: number | null, state: LiveState, 
/**
 * What is wrong and what to do, in words; empty in step.
 */
trouble: string, };

export type LiveFormat = "bibtex" | "biblatex";

export type LiveState = "waiting" | "in-step" | "changed-outside" | "trouble";

export type VaultSettings = { folder: string, 
/**
 * A file for every paper, not only for those with notes or highlights.
 */
all: boolean, 
/**
 * In Jinja's language; `None` for the one that comes with Postil.
 */
template: string | null, };

export type Vaulted = { written: number, removed: number, 
/**
 * Files that somebody else wrote or changed: they are left as they are. By name, at most twenty.
 */
left: Array<string>, left_count: number, 
/**
 * Whether all files were looked at, or only those of some papers.
 */
whole: boolean, };

export type PaperRecord = { 
/**
 * What it is cited by: its citation key, or the one it would get.
 */
key: string, tags: Array<string>, 
/**
 * Where it is filed: "Thesis / Chapter 2".
 */
collections: Array<string>, notes: Array<Note>, 
/**
 * In the order of the abstract.
 */
highlights: Array<Annotation>, 
/**
 * Without their contents, which lie in the library's folder under their SHA-256.
 */
files: Array<Attachment>, 
/**
 * Its repositories with their verdicts, what was found in them, and archived copies; without those it is not of.
 */
code: Array<RepositoryCard>, id: number, title: string, abstract: string, authors: Array<Person>, 
/**
 * Journal, conference or archive; empty when unknown.
 */
venue: string, year: number | null, 
/**
 * Date of publication, `YYYY-MM-DD`, when known to the day.
 */
published: string | null, citation_key: string | null, 
/**
 * Free remarks that came with the paper ("12 pages, accepted at …").
 */
comments: string, 
/**
 * Web page of the paper; empty when unknown.
 */
url: string, identifiers: Array<Identifier>, 
/**
 * BibLaTeX's name of its type; empty when unknown.
 */
entry_type: string, 
/**
 * What else its sources said: volume, publisher …
 */
fields: Array<Field>, read_state: ReadState, starred: boolean, trashed_at: number | null, created_at: number, modified_at: number, };

export type Overview = { counts: ViewCounts, 
/**
 * Parents before children, siblings in their order.
 */
collections: Array<Collection>, tags: Array<TagCount>, 
/**
 * By name.
 */
saved_searches: Array<SavedSearch>, 
/**
 * Files of references that are kept in step, by path.
 */
live_files: Array<LiveFile>, 
/**
 * Repositories mentioned by papers that are not in the trash.
 */
repositories: number, 
/**
 * Of those, never checked or due again.
 */
repositories_due: number, 
/**
 * What waits to be looked up; `None` for nothing.
 */
lookups: LookupQueue | null, undo: JournalEntry | null, redo: JournalEntry | null, };

export type Sort = { by: SortBy, descending: boolean, };

export type SortBy = "added" | "year" | "title" | "stars" | "pushed";

export type TagCount = { name: string, papers: number, };

export type UndoOutcome = { entry: JournalEntry, 
/**
 * Papers it touched, so that the window can show one of them; at most 1,000.
 */
papers: Array<number>, };

export type ViewCounts = { inbox: number, all: number, reading: number, starred: number, attention: number, 
/**
 * In groups, each of papers that may be one work.
 */
duplicates: number, trash: number, };

export type CheckPoint = { at: number, kind: VerdictKind, stars: number | null, pushed_at: number | null, };

export type CheckProgress = { state: CheckState, done: number, total: number, 
/**
 * How many of the done ones ended in each verdict.
 */
counts: Array<[VerdictKind, number]>, 
/**
 * Milliseconds left by the present pace; `None` until it is known.
 */
eta_ms: number | null, waiting_until: number | null, 
/**
 * In words, e.g. "GitHub allows 60 questions an hour without a token. Going on at 14:20."
 */
message: string, 
/**
 * Papers whose row or page changed since the last report.
 */
changed_papers: Array<number>, };

export type CheckScope = { "scope": "all" } | { "scope": "due" } | { "scope": "papers", ids: Array<number>, } | { "scope": "repository", id: number, };

export type CheckState = "running" | "waiting" | "finished" | "cancelled" | "failed";

export type Confidence = "low" | "medium" | "high";

export type FoundIn = "title" | "abstract" | "comments" | "note" | "source" | "hand";

export type HostKind = "github" | "pages" | "gist" | "gitlab" | "bitbucket" | "forgejo" | "huggingface" | "anonymous4open" | "zenodo" | "sourcehut" | "page";

export type LocalClone = { path: string, at: number, 
/**
 * The folder is still there.
 */
exists: boolean, };

export type MentionStatus = "found" | "confirmed" | "rejected";

export type Notice = { kind: NoticeKind, at: number, };

export type NoticeKind = "lost" | "moved" | "archived" | "came-back" | "released";

export type Archive = "software-heritage" | "wayback";

export type ArchivedCopy = { archive: Archive, 
/**
 * Its page, always https.
 */
url: string, 
/**
 * When the archive took it.
 */
at: number, };

export type Rescue = { looked_at: number, 
/**
 * The best first.
 */
copies: Array<ArchivedCopy>, 
/**
 * Why an archive could not be asked, in plain words; what it keeps is not known then.
 */
troubles: Array<string>, };

export type PreservationState = "queued" | "running" | "done" | "refused" | "failed";

export type Preservation = { asked_at: number, looked_at: number, state: PreservationState, };

export type Commit = { sha: string, at: number, 
/**
 * The repository's page at this commit.
 */
url: string, 
/**
 * Commits of the default branch since; `None` when the host did not say.
 */
since: number | null, };

export type CodeAsOf = { 
/**
 * The paper's day as far as it is known, `YYYY-MM-DD`: the last of its month or year where no more is known.
 */
day: string, 
/**
 * `None`: the repository has no commit as old as that.
 */
commit: Commit | null, looked_at: number, };

export type ChangeMade = { 
/**
 * The paper it is about; its title as it is now, or was when it was deleted.
 */
paper: number | null, title: string, 
/**
 * "title", "note", "tag" …
 */
what: string, 
/**
 * Text before and after, cut to 2,000 characters; empty where there was nothing, or where it cannot be told.
 */
before: string, after: string, };

export type PaperAction = { entry: number, name: string, at: number, undone: boolean, changes: Array<ChangeMade>, };

export type Snapshot = { 
/**
 * Its file in the folder `snapshots`.
 */
name: string, at: number, reason: SnapshotReason, bytes: number, };

export type SnapshotReason = "regular" | "asked" | "before-change" | "before-restore" | "before-format";

export type RestorePreview = { snapshot: Snapshot, 
/**
 * Without the trash.
 */
papers_now: number, papers_then: number, 
/**
 * Added since: these would go.
 */
papers_lost: number, 
/**
 * Deleted since: these would come back.
 */
papers_back: number, 
/**
 * In both, but changed since.
 */
papers_changed: number, notes_now: number, notes_then: number, 
/**
 * Titles of some that would go, at most ten.
 */
lost_titles: Array<string>, 
/**
 * Titles of some that changed, at most ten.
 */
changed_titles: Array<string>, 
/**
 * Names of some collections and saved searches that were made, changed or deleted since, at most ten.
 */
changed_lists: Array<string>, };

export type FactKind = "licence" | "languages" | "release" | "dependencies" | "container" | "tests";

export type CodeFact = { kind: FactKind, 
/**
 * "12 of 14 requirements name an exact version".
 */
words: string, 
/**
 * The file or list it was read from.
 */
source: string, 
/**
 * That on the web.
 */
url: string, };

export type InsideLink = { 
/**
 * As readers know it: "huggingface.co/ada/engine-7b".
 */
name: string, url: string, verdict: VerdictKind, 
/**
 * The verdict in words.
 */
headline: string, };

export type Inside = { 
/**
 * In the order of [`FactKind`].
 */
facts: Array<CodeFact>, 
/**
 * Weights, datasets and records that its README links to, each as it stood then; at most eight.
 */
links: Array<InsideLink>, has_readme: boolean, 
/**
 * The date of all of this.
 */
looked_at: number, };

export type Readme = { html: string, 
/**
 * Its page.
 */
url: string, };

export type Repository = { id: number, kind: HostKind, 
/**
 * `github.com`, `gitlab.inria.fr` …
 */
host: string, owner: string, name: string, 
/**
 * Its page, always https.
 */
url: string, };

export type RepositoryCard = { mention_id: number, repository: Repository, 
/**
 * Page to open: the deep path kept.
 */
open_url: string, 
/**
 * What `git clone` takes; `None` where the host serves no git.
 */
clone_url: string | null, 
/**
 * `tree/main/sub` when the text points inside.
 */
path: string | null, 
/**
 * The repository is there, and what `path` points at was not when it was last looked for.
 */
path_is_gone: boolean, as_written: string, found_in: FoundIn, confidence: Confidence, status: MentionStatus, 
/**
 * Other readings of a broken link, as `owner/name`.
 */
candidates: Array<string>, 
/**
 * The standing verdict.
 */
verdict: Verdict, 
/**
 * When the standing verdict was reached.
 */
checked_at: number | null, 
/**
 * The last attempt, when it settled nothing.
 */
attempt: Attempt | null, facts: RepositoryFacts, evidence: Evidence | null, 
/**
 * Oldest first, settled checks only, at most 60.
 */
history: Array<CheckPoint>, local: LocalClone | null, 
/**
 * What the reader has not dismissed.
 */
notice: Notice | null, 
/**
 * What archives keep of it, once they were asked.
 */
rescue: Rescue | null, 
/**
 * What an archive was asked to keep.
 */
preservation: Preservation | null, 
/**
 * Where it stood when this paper was published, once that was looked for.
 */
as_of: CodeAsOf | null, 
/**
 * What is in it, once a reader looked.
 */
inside: Inside | null, };

export type RepositoryFacts = { stars: number | null, pushed_at: number | null, 
/**
 * SPDX id or name.
 */
licence: string | null, language: string | null, description: string | null, default_branch: string | null, archived: boolean, };

export type Attempt = { kind: VerdictKind, headline: string, at: number, 
/**
 * When trying again makes sense.
 */
retry_at: number | null, };

export type Evidence = { at: number, 
/**
 * Each request in order: "GET https://api.github.com/repos/a/b".
 */
requests: Array<string>, 
/**
 * Status of each request; 0 when no answer came.
 */
statuses: Array<number>, request_id: string | null, 
/**
 * Headers that mattered, "name: value".
 */
headers: Array<string>, 
/**
 * What went wrong, in the words of the network or the service.
 */
message: string | null, };

export type Verdict = { kind: VerdictKind, 
/**
 * A few plain words: "Moved to new-owner/name".
 */
headline: string, 
/**
 * One sentence more, or empty: "GitHub does not tell a private repository from a deleted one."
 */
detail: string, 
/**
 * For `Moved`: the new home's page.
 */
moved_to: string | null, 
/**
 * For `Blocked`: the notice.
 */
notice_url: string | null, };

export type VerdictKind = "unchecked" | "alive" | "archived" | "empty" | "moved" | "moved-then-gone" | "missing-unconfirmed" | "private-or-gone" | "gone" | "blocked" | "disabled" | "name-reused" | "not-a-repository" | "rate-limited" | "offline" | "server-trouble" | "token-invalid" | "unknown";

export type Event = { "kind": "library-changed", papers: Array<number> | null, } | { "kind": "check-progress", progress: CheckProgress, };

export type TokenState = { present: boolean, place: TokenPlace, words: string, };

export type TokenPlace = "keyring" | "file";

export type Editor = { id: string, name: string, };

export type CloneProgress = { 
/**
 * In words: "Receiving objects".
 */
phase: string, percent: number | null, };

