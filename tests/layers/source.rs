//! A Rust source file, read only far enough to see which paths it names.

/// A path that code names, `crate::…` where it lies in this crate, and the line it stands on, counted from 1.
pub struct Named {
    pub path: String,
    pub line: usize,
}

/// The tokens of a file that can make up a path, without comments, literals and test modules.
pub struct Source {
    tokens: Vec<Token>,
    test_modules: Vec<String>,
}

#[derive(Clone, Debug)]
struct Token {
    text: String,
    line: usize,
}

/// The module a file holds, from the root of the crate: `src/ui/today.rs` is `["ui", "today"]`, `src/lib.rs` is `[]`.
pub fn module_of(path: &str) -> Vec<String> {
    let path = path.strip_prefix("src/").unwrap_or(path);
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if path == "lib" { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

impl Source {
    pub fn new(text: &str) -> Self {
        let (tokens, test_modules) = without_tests(&tokens(&without_literals(text)));
        Self { tokens, test_modules }
    }

    /// The names of the child modules that are compiled for tests only and live in files of their own.
    pub fn test_modules(self) -> Vec<String> {
        self.test_modules
    }

    /// Every path the file names, seen from `module`.
    pub fn names(&self, module: &[String]) -> Vec<Named> {
        let mut names = Vec::new();
        let mut at = 0;
        while let Some(token) = self.tokens.get(at) {
            let captures_lifetimes = self.tokens.get(at + 1).is_some_and(|next| next.text == "<");
            if token.text == "use" && !captures_lifetimes {
                at = self.use_tree(at + 1, &[], &mut names);
            } else if is_word(&token.text) {
                at = self.path(at, &mut names);
            } else {
                at += 1;
            }
        }
        for name in &mut names {
            name.path = resolve(&name.path, module);
        }
        names
    }

    /// Reads one branch of a `use` from `at` on, below `prefix`; returns where it ends.
    fn use_tree(&self, mut at: usize, prefix: &[&str], names: &mut Vec<Named>) -> usize {
        let mut path = prefix.to_vec();
        let mut line = self.tokens.get(at).map_or(0, |token| token.line);
        while let Some(token) = self.tokens.get(at) {
            match token.text.as_str() {
                "{" => {
                    at += 1;
                    while self.tokens.get(at).is_some_and(|token| token.text != "}") {
                        at = self.use_tree(at, &path, names);
                        at += usize::from(self.tokens.get(at).is_some_and(|token| token.text == ","));
                    }
                    return at + 1;
                }
                "," | "}" | ";" => break,
                "as" => at += 1,
                "::" | "*" => {}
                "self" if !path.is_empty() => {}
                word => {
                    path.push(word);
                    line = token.line;
                }
            }
            at += 1;
        }
        if !path.is_empty() {
            names.push(Named { path: path.join("::"), line });
        }
        at
    }

    /// Reads `a::b::c` from `at` on; returns where it ends.
    fn path(&self, mut at: usize, names: &mut Vec<Named>) -> usize {
        let line = self.tokens[at].line;
        let mut path = self.tokens[at].text.clone();
        at += 1;
        while let [colons, word, ..] = &self.tokens[at..]
            && colons.text == "::"
            && is_word(&word.text)
        {
            path = path + "::" + &word.text;
            at += 2;
        }
        if path.contains("::") {
            names.push(Named { path, line });
        }
        at
    }
}

/// `path` as seen from `module`, with `self` and `super` followed up to the root of the crate.
fn resolve(path: &str, module: &[String]) -> String {
    let mut words: Vec<&str> = path.split("::").collect();
    let ups = words.iter().take_while(|word| ["self", "super"].contains(word)).count();
    if ups == 0 {
        return path.to_owned();
    }
    let supers = words[..ups].iter().filter(|word| **word == "super").count();
    let base = &module[..module.len().saturating_sub(supers)];
    words.splice(..ups, ["crate"].into_iter().chain(base.iter().map(String::as_str)));
    words.join("::")
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            let length = if is_part(first) {
                rest.find(|c| !is_part(c)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            if !first.is_whitespace() {
                tokens.push(Token { text: rest[..length].to_owned(), line: index + 1 });
            }
            rest = &rest[length..];
        }
    }
    tokens
}

/// Takes out what follows `#[cfg(test)] mod`; returns also the names of those that live in files of their own.
fn without_tests(tokens: &[Token]) -> (Vec<Token>, Vec<String>) {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    const MODULES: [&[&str]; 3] = [&["mod"], &["pub", "mod"], &["pub", "(", "crate", ")", "mod"]];
    let mut kept = Vec::new();
    let mut files = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let begins = |at: usize, with: &[&str]| {
            let texts = tokens.iter().skip(at).map(|token| token.text.as_str());
            texts.take(with.len()).eq(with.iter().copied())
        };
        let after_mark = at + MARK.len();
        let module = MODULES.into_iter().find(|module| begins(at, &MARK) && begins(after_mark, module));
        let Some(module) = module else {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        };
        let name = after_mark + module.len();
        at = name + 2;
        if tokens.get(name + 1).is_some_and(|token| token.text == ";") {
            files.push(tokens[name].text.clone());
            continue;
        }
        let mut depth = 1;
        while depth > 0 && at < tokens.len() {
            match tokens[at].text.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            at += 1;
        }
    }
    (kept, files)
}

/// `text` with comments, strings and characters blanked out, line by line as it was.
fn without_literals(text: &str) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after_word = blanked.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let hidden = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if first == '"' {
            string(rest)
        } else if !after_word && ["r", "br", "cr"].iter().any(|prefix| rest.starts_with(prefix)) {
            raw_string(rest)
        } else if first == '\'' {
            character(rest)
        } else {
            0
        };
        if hidden == 0 {
            blanked.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            blanked.extend(rest[..hidden].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[hidden..];
        }
    }
    blanked
}

/// The length of the comment `text` begins with; these nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// The length of the string `text` begins with.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of the raw string `text` begins with, 0 if it begins with a word.
fn raw_string(text: &str) -> usize {
    let hashes = text.trim_start_matches(['b', 'c', 'r']);
    let quoted = hashes.trim_start_matches('#');
    if !quoted.starts_with('"') {
        return 0;
    }
    let open = text.len() - quoted.len() + 1;
    let close = format!("\"{}", "#".repeat(hashes.len() - quoted.len()));
    text[open..].find(&close).map_or(text.len(), |at| open + at + close.len())
}

/// The length of the character `text` begins with, 0 if it begins with a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => text[3..].find('\'').map_or(text.len(), |at| 3 + at + 1),
        Some(_) => match chars.next() {
            Some((at, '\'')) => at + 1,
            _ => 0,
        },
        None => 0,
    }
}
