//! How much each region asks for: from today's ratings, from the next training, and from those who cannot be worked.

use std::collections::BTreeMap;

use super::context::{Context, PERFORMANCE_HOURS};
use crate::catalog::SessionType;
use crate::domain::{Cause, Group, Intensity, Region, SessionTypeId, Zone};

/// Points for one step of a rating where the work suits it best: stiffness for motion and holds, soreness for tissue
/// work (sore and stiff are different things and are handled differently).
const BEST: u32 = 30;
/// Points for one step of a rating where the work suits it less.
const LESS: u32 = 20;
/// Points of the first priority of a hard training within a day: as much as a stiffness of 4.
const DEMAND_TOP: u32 = 4 * BEST;
/// How much of the points the next priority in the list keeps, in percent.
const DEMAND_DECAY: u32 = 85;
/// Points of a neighbouring tissue of the next training.
const DEMAND_NEIGHBOUR: u32 = 40;
/// Points that one step of soreness takes from a static hold: a sore muscle is moved rather than stretched.
const SORE_AGAINST_HOLD: u32 = 5;
/// Points of a benchmark that is behind by more than it errs, for motion and holds: as much as a stiffness of 2 (P19).
const DEFICIT: u32 = 2 * BEST;
/// Points of a region that the person pinned: as much as a rating of 6.
const PINNED: u32 = 6 * BEST;
/// How much of what the next training asks for the one just done asks for, in percent: the same tissues, gently (P11).
const DONE_PERCENT: u32 = 40;

/// What one region asks for, in points for each way of work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// Soft-tissue work.
    pub tissue: u32,
    /// Moving through range, and using it.
    pub motion: u32,
    /// Static holds: for stiffness, less so where it is sore.
    pub hold: u32,
}

impl Need {
    /// The larger share of a region that stays stiff (P14).
    fn grown_by_half(self) -> Self {
        let Self { tissue, motion, hold } = self;
        Self { tissue: tissue * 3 / 2, motion: motion * 3 / 2, hold: hold * 3 / 2 }
    }
}

/// What the next training asks of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// Points for motion.
    pub motion: u32,
    /// Points for tissue work.
    pub tissue: u32,
    /// Whether the group is among the joints or first tissues, not only a neighbour.
    pub is_primary: bool,
    /// The session types that ask for it.
    pub sessions: Vec<SessionTypeId>,
}

/// The needs of all regions.
pub struct Needs {
    by_region: BTreeMap<Region, Need>,
    demands: BTreeMap<Group, Demand>,
    /// For a region that takes on a painful neighbour's work: that neighbour.
    around: BTreeMap<Region, Region>,
}

impl Needs {
    pub fn new(context: &Context<'_>) -> Self {
        let demands = demands(context);
        let mut by_region: BTreeMap<Region, Need> =
            Region::all().map(|region| (region, own_need(context, &demands, region))).collect();
        let around = hand_on(context, &mut by_region);
        Self { by_region, demands, around }
    }

    pub fn of(&self, region: Region) -> Need {
        self.by_region.get(&region).copied().unwrap_or_default()
    }

    pub fn demand(&self, group: Group) -> Option<&Demand> {
        self.demands.get(&group)
    }

    /// The groups that the next training asks for first, in anatomical order.
    pub fn demanded_groups(&self) -> impl Iterator<Item = Group> {
        self.demands.iter().filter(|(_, demand)| demand.is_primary).map(|(&group, _)| group)
    }

    /// The painful neighbour whose work a region takes on.
    pub fn painful_neighbour(&self, region: Region) -> Option<Region> {
        self.around.get(&region).copied()
    }
}

fn own_need(context: &Context<'_>, demands: &BTreeMap<Group, Demand>, region: Region) -> Need {
    if context.is_wrong(region) {
        return Need::default();
    }
    let rating = context.rating(region);
    let persistence = context.history.persistence.get(&region);
    let sore = u32::from(rating.soreness.map_or(0, u8::from));
    // Where nothing was said today, half of what is usual there counts.
    let unsaid = persistence.filter(|_| rating.worst().is_none()).map_or(0, |stays| stays.usual / 2);
    let stiff = u32::from(rating.stiffness.map_or(unsaid, u8::from));
    let (demand_motion, demand_tissue) =
        demands.get(&region.group()).map_or((0, 0), |demand| (demand.motion, demand.tissue));
    let behind = if context.deficit(region).is_some() { DEFICIT } else { 0 };
    let pinned = if context.request.pinned.contains(&region) { PINNED } else { 0 };
    let base = base(region.zone()) + pinned;
    let need = Need {
        tissue: base + BEST * sore + LESS * stiff + demand_tissue,
        motion: base + LESS * sore + BEST * stiff + demand_motion + behind,
        hold: (base + BEST * stiff + demand_motion / 2 + behind).saturating_sub(SORE_AGAINST_HOLD * sore),
    };
    if persistence.is_some() { need.grown_by_half() } else { need }
}

/// Points that a region has without any rating or training: the whole body, gently, the large joints first.
pub fn base(zone: Zone) -> u32 {
    match zone {
        Zone::Shoulder | Zone::Back | Zone::Hip => 20,
        Zone::Chest | Zone::Thigh | Zone::LowerLeg | Zone::Foot => 15,
        Zone::Neck | Zone::Core | Zone::Arm | Zone::Forearm | Zone::Knee => 10,
    }
}

/// Hands half of what a painful region asks for to each neighbour that can be worked (P6), and says who took whose.
fn hand_on(context: &Context<'_>, needs: &mut BTreeMap<Region, Need>) -> BTreeMap<Region, Region> {
    let mut around = BTreeMap::new();
    let painful: Vec<Region> =
        Region::all().filter(|&region| context.limits().may_press(region) == Err(Cause::Painful)).collect();
    for region in painful {
        if context.is_wrong(region) {
            continue;
        }
        let worked_around = !context.may_work(region);
        let own = needs.get(&region).copied().unwrap_or_default();
        for neighbour in region.neighbours() {
            let can_help = context.may_work(neighbour) && context.may_press(neighbour);
            let Some(need) = needs.get_mut(&neighbour).filter(|_| can_help) else { continue };
            need.tissue += own.tissue / 2;
            if worked_around {
                need.motion += own.motion / 2;
            }
            around.entry(neighbour).or_insert(region);
        }
        if let Some(need) = needs.get_mut(&region) {
            need.tissue = 0;
        }
    }
    around
}

/// What the next training asks for, by the priority of the lists of its session types, weighted by how hard and how near
/// it is. Where two session types ask for one group the larger demand holds.
fn demands(context: &Context<'_>) -> BTreeMap<Group, Demand> {
    let mut demands = of_done(context);
    let Some(next) = &context.next else { return demands };
    let weight = intensity_percent(next.training.intensity) * nearness_percent(next.training.in_secs) / 100;
    if weight == 0 {
        return demands;
    }
    for session in &next.types {
        for (rank, &group) in session.joint_groups.iter().enumerate() {
            let points = ranked(rank) * weight / 100;
            raise(&mut demands, session, group, |demand| {
                demand.motion = demand.motion.max(points);
                demand.is_primary = true;
            });
        }
        for (rank, &group) in session.tissues.iter().enumerate() {
            let points = ranked(rank) * weight / 100;
            raise(&mut demands, session, group, |demand| {
                demand.tissue = demand.tissue.max(points);
                demand.motion = demand.motion.max(points / 2);
                demand.is_primary = true;
            });
        }
        for &group in &session.neighbours {
            let points = DEMAND_NEIGHBOUR * weight / 100;
            raise(&mut demands, session, group, |demand| {
                demand.tissue = demand.tissue.max(points);
                demand.motion = demand.motion.max(points);
            });
        }
    }
    demands
}

/// What the training just done asks for: its tissues, without the pressing priority of one to come.
fn of_done(context: &Context<'_>) -> BTreeMap<Group, Demand> {
    let mut demands = BTreeMap::new();
    for session in &context.done {
        for (rank, &group) in session.tissues.iter().enumerate() {
            let points = ranked(rank) * DONE_PERCENT / 100;
            let demand: &mut Demand = demands.entry(group).or_default();
            demand.tissue = demand.tissue.max(points);
            demand.motion = demand.motion.max(points);
        }
    }
    demands
}

fn raise(demands: &mut BTreeMap<Group, Demand>, session: &SessionType, group: Group, change: impl FnOnce(&mut Demand)) {
    let demand = demands.entry(group).or_default();
    change(demand);
    if !demand.sessions.contains(&session.id) {
        demand.sessions.push(session.id.clone());
    }
}

fn ranked(rank: usize) -> u32 {
    (0..rank).fold(DEMAND_TOP, |points, _| points * DEMAND_DECAY / 100)
}

fn intensity_percent(intensity: Intensity) -> u32 {
    match intensity {
        Intensity::Easy => 50,
        Intensity::Moderate => 75,
        Intensity::Hard => 100,
    }
}

/// A training counts fully within a day, less on the two days before that, and not at all further ahead.
fn nearness_percent(in_secs: i64) -> u32 {
    let days = in_secs / (PERFORMANCE_HOURS * 3600);
    match days {
        ..=0 => 100,
        1 => 60,
        2 => 30,
        _ => 0,
    }
}
