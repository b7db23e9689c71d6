//! From text to a formula. It knows no KPI.

use std::ops::Range;

use super::{Expr, Fault, Function, Node, Op, words};

/// How deep a formula may be nested.
const DEPTH: usize = 40;
/// How many bytes a formula may have.
const LENGTH: usize = 2_000;
/// How many parts a formula may have.
const PARTS: usize = 160;

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(f64),
    Name(String),
    Op(Op),
    Open,
    Close,
    Comma,
}

/// Reads a formula.
pub fn parse(text: &str) -> Result<Expr, Fault> {
    let whole = 0..text.len();
    if text.trim().is_empty() {
        return Err(fault(whole, words::EMPTY));
    }
    if text.len() > LENGTH {
        return Err(fault(whole, words::LONG));
    }
    let tokens = tokens(text)?;
    if tokens.len() > PARTS {
        return Err(fault(whole, words::LONG));
    }
    let mut reader = Reader { text, tokens, at: 0 };
    let expr = reader.sum(0)?;
    match reader.peek() {
        None => Ok(expr),
        Some(_) => Err(reader.expected("A sign such as + − × ÷")),
    }
}

pub(super) fn fault(span: Range<usize>, why: (impl Into<String>, impl Into<String>)) -> Fault {
    Fault { span, message: why.0.into(), hint: why.1.into() }
}

fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, Fault> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let get = |at: usize| chars.get(at).map(|(_, c)| *c);
    let place = |at: usize| chars.get(at).map_or(text.len(), |(byte, _)| *byte);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = get(at) {
        let from = at;
        at += 1;
        let token = match c {
            c if c.is_whitespace() => continue,
            '+' => Token::Op(Op::Add),
            '-' | '−' | '–' => Token::Op(Op::Subtract),
            '*' | '×' | '·' => Token::Op(Op::Multiply),
            '/' | '÷' | ':' => Token::Op(Op::Divide),
            '(' => Token::Open,
            ')' => Token::Close,
            ',' | ';' => Token::Comma,
            c if c.is_ascii_digit() || c == '.' => {
                while get(at).is_some_and(|c| c.is_ascii_digit() || c == '.') {
                    at += 1;
                }
                let span = place(from)..place(at);
                let number = text.get(span.clone()).and_then(|t| t.parse::<f64>().ok());
                let Some(number) = number.filter(|n| n.is_finite()) else {
                    let found = text.get(span.clone()).unwrap_or_default();
                    return Err(fault(span, words::expected("A number", &format!("`{found}`"))));
                };
                let percent = get(at) == Some('%');
                at += usize::from(percent);
                Token::Number(if percent { number / 100.0 } else { number })
            }
            c if c.is_alphabetic() || c == '_' => {
                let inner = |c: char| c.is_alphanumeric() || c == '_';
                // A hyphen between letters is part of a key; one with a space is a minus.
                while get(at).is_some_and(inner)
                    || (get(at) == Some('-') && get(at + 1).is_some_and(inner))
                {
                    at += 1;
                }
                Token::Name(text.get(place(from)..place(at)).unwrap_or_default().to_owned())
            }
            other => return Err(fault(place(from)..place(at), words::stray(other))),
        };
        out.push((token, place(from)..place(at)));
    }
    Ok(out)
}

struct Reader<'t> {
    text: &'t str,
    tokens: Vec<(Token, Range<usize>)>,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn span(&self) -> Range<usize> {
        let end = self.text.len()..self.text.len();
        self.tokens.get(self.at).map_or(end, |(_, span)| span.clone())
    }

    fn expected(&self, what: &str) -> Fault {
        let span = self.span();
        let found = self.text.get(span.clone()).filter(|t| !t.is_empty());
        let found = found.map(|t| format!("`{t}`")).unwrap_or_default();
        fault(span, words::expected(what, &found))
    }

    fn sum(&mut self, depth: usize) -> Result<Expr, Fault> {
        let mut left = self.product(depth)?;
        while let Some(Token::Op(op @ (Op::Add | Op::Subtract))) = self.peek().cloned() {
            self.at += 1;
            let right = self.product(depth)?;
            left = pair(op, left, right);
        }
        Ok(left)
    }

    fn product(&mut self, depth: usize) -> Result<Expr, Fault> {
        let mut left = self.unary(depth)?;
        while let Some(Token::Op(op @ (Op::Multiply | Op::Divide))) = self.peek().cloned() {
            self.at += 1;
            let right = self.unary(depth)?;
            left = pair(op, left, right);
        }
        Ok(left)
    }

    fn unary(&mut self, depth: usize) -> Result<Expr, Fault> {
        let from = self.span().start;
        if depth > DEPTH {
            return Err(fault(self.span(), words::DEEP));
        }
        match self.peek().cloned() {
            Some(Token::Op(Op::Subtract)) => {
                self.at += 1;
                let inner = self.unary(depth + 1)?;
                let span = from..inner.span.end;
                Ok(Expr { node: Node::Negative(Box::new(inner)), span })
            }
            Some(Token::Number(n)) => {
                let span = self.span();
                self.at += 1;
                Ok(Expr { node: Node::Number(n), span })
            }
            Some(Token::Name(name)) => self.name(name, depth),
            Some(Token::Open) => {
                self.at += 1;
                let inner = self.sum(depth + 1)?;
                let end = self.close()?;
                Ok(Expr { node: inner.node, span: from..end })
            }
            _ => Err(self.expected("A number, a KPI's key or a parenthesis")),
        }
    }

    fn name(&mut self, name: String, depth: usize) -> Result<Expr, Fault> {
        let span = self.span();
        self.at += 1;
        if self.peek() != Some(&Token::Open) {
            return Ok(Expr { node: Node::Key(name), span });
        }
        let found = Function::ALL.iter().find(|(word, _)| word.eq_ignore_ascii_case(&name));
        let Some((word, function)) = found else {
            return Err(fault(span, words::no_function(&name)));
        };
        self.at += 1;
        let mut parts = vec![self.sum(depth + 1)?];
        while self.peek() == Some(&Token::Comma) {
            self.at += 1;
            parts.push(self.sum(depth + 1)?);
        }
        let end = self.close()?;
        let many = matches!(function, Function::Min | Function::Max);
        if parts.len() > 1 && !many {
            return Err(fault(span.start..end, words::one_argument(word)));
        }
        Ok(Expr { node: Node::Call(*function, parts), span: span.start..end })
    }

    fn close(&mut self) -> Result<usize, Fault> {
        if self.peek() != Some(&Token::Close) {
            return Err(self.expected("A closing parenthesis"));
        }
        let end = self.span().end;
        self.at += 1;
        Ok(end)
    }
}

fn pair(op: Op, left: Expr, right: Expr) -> Expr {
    let span = left.span.start..right.span.end;
    Expr { node: Node::Pair(op, Box::new(left), Box::new(right)), span }
}
