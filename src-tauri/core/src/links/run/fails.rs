//! When going on makes no sense: at one host, or anywhere.

use std::collections::HashMap;

use crate::model::{CheckState, VerdictKind};

/// This many failures in a row at one host are the network's, or the host's, and the rest would fail alike.
const OFFLINE_IN_A_ROW: usize = 5;
const TROUBLE_IN_A_ROW: usize = 12;
/// This many in a row over all hosts are this computer's.
const OFFLINE_ANYWHERE: usize = 20;

/// What came of each lane so far.
#[derive(Default)]
pub struct Verdicts {
    lanes: HashMap<String, InARow>,
    offline_anywhere: usize,
}

#[derive(Default)]
struct InARow {
    offline: usize,
    trouble: usize,
    ended: bool,
}

impl Verdicts {
    /// Counts one result. Gives words to end its lane with, once going on there makes no sense.
    pub fn count(&mut self, lane: &str, kind: VerdictKind) -> Option<String> {
        let row = self.lanes.entry(lane.to_owned()).or_default();
        match kind {
            VerdictKind::Offline => {
                row.offline += 1;
                self.offline_anywhere += 1;
            }
            VerdictKind::ServerTrouble => row.trouble += 1,
            VerdictKind::Unchecked | VerdictKind::NotARepository => {}
            _ => {
                *row = InARow { ended: row.ended, ..InARow::default() };
                self.offline_anywhere = 0;
            }
        }
        let words = if row.offline >= OFFLINE_IN_A_ROW {
            format!("{lane} cannot be reached from here now. What was learned is kept; go on when you are online.")
        } else if row.trouble >= TROUBLE_IN_A_ROW {
            format!("{lane} has trouble now. What was learned is kept; go on later.")
        } else {
            return None;
        };
        let first = !row.ended;
        row.ended = true;
        first.then_some(words)
    }

    /// Words to end the whole run with: no host at all answers any more.
    pub fn all_lost(&self) -> Option<&'static str> {
        (self.offline_anywhere >= OFFLINE_ANYWHERE)
            .then_some("Nothing can be reached from here now. What was learned is kept; go on when you are online.")
    }

    /// How a run stands that has nothing left to ask: it failed when hosts were given up and none was left in order.
    pub fn state(&self) -> CheckState {
        let given_up = self.lanes.values().any(|row| row.ended);
        let in_order = self.lanes.values().any(|row| !row.ended && row.offline + row.trouble == 0);
        if given_up && !in_order { CheckState::Failed } else { CheckState::Finished }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_host_is_given_up_and_the_run_goes_on() {
        let mut verdicts = Verdicts::default();
        verdicts.count("zenodo.org", VerdictKind::Alive);
        let said: Vec<_> = (0..7).filter_map(|_| verdicts.count("GitHub", VerdictKind::Offline)).collect();
        assert_eq!(said.len(), 1, "said once, after five in a row");
        assert!(said[0].starts_with("GitHub cannot be reached"), "{}", said[0]);
        assert_eq!(verdicts.all_lost(), None, "another host answered");
        assert_eq!(verdicts.state(), CheckState::Finished, "what could be asked was asked");
    }

    #[test]
    fn failed_only_when_no_host_is_left_in_order() {
        let mut verdicts = Verdicts::default();
        for _ in 0..TROUBLE_IN_A_ROW {
            verdicts.count("GitHub", VerdictKind::ServerTrouble);
        }
        verdicts.count("zenodo.org", VerdictKind::Offline);
        assert_eq!(verdicts.state(), CheckState::Failed, "one given up, the other silent");
        let mut few = Verdicts::default();
        few.count("GitHub", VerdictKind::Offline);
        assert_eq!(few.state(), CheckState::Finished, "one answer that did not come ends nothing");
    }

    #[test]
    fn many_hosts_silent_in_a_row_are_this_computer() {
        let mut verdicts = Verdicts::default();
        for n in 0..OFFLINE_ANYWHERE - 1 {
            verdicts.count(&format!("host{n}.example"), VerdictKind::Offline);
        }
        verdicts.count("alive.example", VerdictKind::Alive);
        assert_eq!(verdicts.all_lost(), None, "one answer in between starts over");
        for n in 0..OFFLINE_ANYWHERE {
            verdicts.count(&format!("other{n}.example"), VerdictKind::Offline);
        }
        assert!(verdicts.all_lost().is_some(), "then there is no network here");
    }
}
