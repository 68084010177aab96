//! The services that look-ups ask.

use postil_core::lookup::services;
use postil_core::surroundings::Surroundings;
use postil_core::{Error, Library, Result};

use super::text_of;
use crate::args::ServicesArgs;
use crate::output::Output;

pub fn run(library: &Library, args: &ServicesArgs, out: &Output) -> Result<()> {
    let secrets = Surroundings::from_process().secrets();
    match (args.service.as_deref(), args.what.as_deref()) {
        (None, _) => {}
        (Some("email"), email) => services::set_email(library, email.unwrap_or_default())?,
        (Some(name), Some("on")) => services::switch(library, name, true)?,
        (Some(name), Some("off")) => services::switch(library, name, false)?,
        (Some(name), Some("key")) => {
            // On the command line others could read it.
            let key = match args.key.as_deref() {
                None => String::new(),
                Some("-") => text_of("-")?,
                Some(_) => return Err(Error::validation("key", "Give the key on standard input, with -.")),
            };
            services::set_key(&secrets, name, &key)?;
        }
        (Some(name), None) => services::named(name).map(|_| ())?,
        (Some(_), Some(other)) => {
            let words = format!("“{other}” is nothing that a service can be set to. Say on, off or key.");
            return Err(Error::validation("what", words));
        }
    }
    let asked = args.service.as_deref();
    let is_asked = |id: &str, name: &str| {
        asked.is_none_or(|asked| asked == "email" || id.eq_ignore_ascii_case(asked) || name.eq_ignore_ascii_case(asked))
    };
    let rows = services::rows(library, &secrets)?;
    let rows: Vec<_> = rows.into_iter().filter(|row| is_asked(row.id, row.name)).collect();
    out.answer(&rows, || {
        for row in &rows {
            let switch = if row.on { "on " } else { "off" };
            let key = match (row.takes_key, row.has_key) {
                (_, true) => ", with your key",
                (true, false) => ", takes a key",
                (false, false) => "",
            };
            out.line(format!("{switch}  {:<17} {:<28} {}{key}", row.id, row.host, row.words));
        }
    })
}
