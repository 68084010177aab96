//! Words that decide: GitHub's own pages, placeholders, words of the sentence around a link.

/// Schemes as written and as damaged.
pub const SCHEMES: [&str; 9] = ["https", "http", "htps", "htttps", "ttps", "ssh", "git", "hxxps", "hxxp"];

/// Words that lose their space before an address.
pub const GLUED: [&str; 22] = [
    "at",
    "in",
    "on",
    "is",
    "via",
    "see",
    "from",
    "code",
    "here",
    "url",
    "urlhttps",
    "link",
    "to",
    "and",
    "or",
    "repo",
    "available",
    "repository",
    "website",
    "page",
    "under",
    "by",
];

/// First segments that lead inside a repository.
pub const INSIDE: [&str; 28] = [
    "tree",
    "blob",
    "raw",
    "releases",
    "release",
    "wiki",
    "issues",
    "commit",
    "commits",
    "pull",
    "pulls",
    "tags",
    "branches",
    "discussions",
    "actions",
    "archive",
    "blame",
    "compare",
    "projects",
    "security",
    "network",
    "graphs",
    "pulse",
    "packages",
    "milestones",
    "labels",
    "contributors",
    "edit",
];

/// First segments of huggingface.co that are not accounts.
pub const HUGGING_FACE: [&str; 22] = [
    "papers",
    "docs",
    "blog",
    "models",
    "collections",
    "tasks",
    "join",
    "pricing",
    "learn",
    "posts",
    "organizations",
    "settings",
    "login",
    "new",
    "chat",
    "api",
    "about",
    "enterprise",
    "support",
    "terms-of-service",
    "privacy",
    "search",
];

/// Words that start the next sentence when its space was lost.
pub const SENTENCE_STARTS: [&str; 26] = [
    "The",
    "Our",
    "We",
    "This",
    "These",
    "It",
    "In",
    "Moreover",
    "However",
    "Furthermore",
    "Code",
    "Data",
    "All",
    "For",
    "To",
    "A",
    "An",
    "Keywords",
    "Index",
    "Project",
    "And",
    "Additionally",
    "Experiments",
    "Extensive",
    "With",
    "Finally",
];

const STOP_WORDS: &str = " a about above according achieve additionally after all along also although among an and another any \
are as at available based be because been before being below between both but by can code could data datasets demo demonstrate \
does each experiments extensive finally for from further furthermore given had has have hence here how however if implementation \
in including index into is it its keywords like may models more moreover most my no not note now of on once only or other our \
over page paper please project provide provides results see several should show shows since so some such than that the their them \
then there these they this those through thus to together under until upon used using very via video was we website were what when \
where whereas which while who will with within without would you your abstract introduction contributions figure table section \
";

/// Whether a word is of the sentence rather than of the link.
pub fn is_stop_word(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    lower.bytes().all(|b| b.is_ascii_alphabetic())
        && STOP_WORDS.split(' ').any(|stop| !stop.is_empty() && stop == lower)
}

/// First segments of github.com that are pages of its own.
const RESERVED: &str = " about access account accounts activity admin administration admins advisories advisory alerts \
all analytics any api app apps archives article articles assets auth authentication authorization authorize autocomplete \
avatar avatars ballots banner banners billing binary blob blog board boards bot bots bounty branches broadcasts brand \
bug bugs business businesses calendar campaign campaigns captcha careers case-studies categories central certification changelog \
changes chat checkout ci cla client cloud codereview codesearch codespaces collection collections comment comments commit commits \
companies company compare config configuration connect contact contacts content contribute contributing cookbook \
copilot copyright coupons create customer customers cvs dashboard dashboards data delete deleted deploy designers \
dev develop developer developers diff diffs discover discussion discussions dmca docs documentation domain domains donate download \
downloads editor editors edu education email emails enterprise error errors event events example exploration explore \
export faq faqs fav favicon favorite feature features feed feedback feeds file files fixtures flash follow forgot forgot_password \
fork forks forum forums friend friends gallery ghost gist gists git global graphs group groups guide guides hacker help hello helpdesk \
home homepage hooks host hosting hovercards identity image images import in-app inbox index individual info install integration integrations \
interfaces internal introduction investors invitation invitations invite invites issue issues job jobs join journal journals keyboard \
knowledge labs languages launch learn legal library license list log login logos logout logs mail maintenance \
malware marketplace mention mentions mentioned merges message messages metadata microsoft-for-startups milestone milestones mirrors mobile \
moderation monitoring my navigation network new news newsletter nonprofit nonprofits notices notification notifications oauth offer offers \
open-source openid organization organizations orgs owners package packages page pages partner partners payments people personal \
plans platform plugins popular portal post posts preferences premium press pricing privacy product products profile profiles project \
projects proposals pub public pulls purchase queries query raw readme recent recommendations redeem register registration releases \
remove replies report reports repo repos repositories repository-advisories request requests reset resources restore revert \
rules sales save saved savegist scraping search secure security select server service services session sessions settings shareholders \
shop showcases signin signup site sitemap sites social source sponsors spam ssh ssh-keys staff stars stargazers starred state static \
status store stories styleguide subscribe subscriptions suggest suggestion suggestions support suspended sync system tag tags talks \
team teamdiscussion teams telemetry templates terminal terms test-projects themes timeline topic topics tos tour tournament trademark \
translate translations tree trending trust tutorial tutorials universe updates upgrade upload uploads user users \
video videos view visualization watch watching web webhooks welcome wiki wikis works-with www www1 www2 yaml \
";

/// Whether an account of this name cannot exist, because GitHub uses it itself.
pub fn is_reserved(owner: &str) -> bool {
    let lower = owner.to_ascii_lowercase();
    RESERVED.split(' ').any(|reserved| !reserved.is_empty() && reserved == lower)
}

/// Whether an owner stands for one that is still to come.
pub fn is_placeholder(owner: &str) -> bool {
    let lower = owner.to_ascii_lowercase();
    const EXACT: [&str; 30] = [
        "tbd",
        "tba",
        "todo",
        "anonymous",
        "anonymized",
        "anonymised",
        "anonymous-author",
        "anonymous-authors",
        "anonymousauthor",
        "anonymousauthors",
        "anonymous-submission",
        "anonymoussubmission",
        "anonym",
        "username",
        "user-name",
        "your-username",
        "yourusername",
        "your-name",
        "yourname",
        "your-org",
        "owner",
        "author",
        "authors",
        "author-name",
        "placeholder",
        "blinded",
        "redacted",
        "hidden",
        "link",
        "url",
    ];
    EXACT.contains(&lower.as_str()) || lower.starts_with("link_") || lower.starts_with("link-") || only_x(&lower)
}

/// Whether a repository's name stands for one that is still to come.
pub fn is_placeholder_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    const EXACT: [&str; 9] =
        ["tbd", "tba", "todo", "repo-name", "your-repo", "yourrepo", "reponame", "repository-name", "placeholder"];
    EXACT.contains(&lower.as_str()) || only_x(&lower)
}

fn only_x(lower: &str) -> bool {
    lower.len() >= 2 && lower.bytes().all(|b| matches!(b, b'x' | b'-' | b'_')) && lower.contains("xx")
}
