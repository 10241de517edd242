import GateDomain

extension Timeline {
    /// Earliest start of a handling at `end`, not before `time`, that leaves each crane one box at a time.
    /// All handlings of an end take equally long: with c cranes, any c + 1 starts in a row must span one handling.
    func craneSlot(_ time: Int, at end: Int) -> Int? {
        let cranes = problem.cranes[end]
        let length = problem.handling[end]
        guard cranes > 0 else { return nil }
        guard length > 0 else { return time }
        var start = time
        while true {
            let place = Self.firstIndex(handlings[end], from: start)
            guard let next = clash(start, place, at: end, cranes: cranes, length: length) else { return start }
            start = next
        }
    }

    /// Where to look next when `start` does not fit at `place`; nil when it fits.
    private func clash(_ start: Int, _ place: Int, at end: Int, cranes: Int, length: Int) -> Int? {
        // Of the c starts around it, `before` come earlier: all of them must be apart by one handling.
        let starts = handlings[end]
        let count = starts.count
        var before = min(cranes, place)
        while before >= 0 {
            let after = cranes - before
            if place + after <= count {
                let first = before > 0 ? starts[place - before] : start
                let last = after > 0 ? starts[place + after - 1] : start
                if last - first < length {
                    // The first handling that ends after `start` frees a crane.
                    let index = Self.firstIndex(starts, from: start - length + 1)
                    return index < count ? starts[index] + length : start + length
                }
            }
            before -= 1
        }
        return nil
    }

    /// Earliest departure not before `time` on a lane; nil when it opens no more.
    func laneSlot(_ time: Int, lane index: Int, from: Int, hazards: (Int32, Int32)) -> Int? {
        let lane = problem.lanes[index]
        let own = index * 2 + from
        let careful = hazards.0 >= 0 || hazards.1 >= 0
        let reach = careful ? lane.headway + 600 : lane.headway
        var depart = time
        while true {
            guard let open = lane.departures.first(where: { $0.upperBound >= depart }) else { return nil }
            depart = max(depart, open.lowerBound)
            let began = depart
            var k = Self.firstIndex(runs[own], from: depart - reach + 1)
            while k < runs[own].count, runs[own][k].depart < depart + reach {
                let run = runs[own][k]
                let need = careful ? lane.headway + separation(run, hazards) : lane.headway
                if abs(depart - run.depart) < need { depart = run.depart + need }
                k += 1
            }
            if lane.isSingle {
                let other = index * 2 + 1 - from
                k = Self.firstIndex(runs[other], from: depart - lane.crossing + 1)
                while k < runs[other].count, runs[other][k].depart < depart + lane.crossing {
                    depart = runs[other][k].depart + lane.crossing
                    k += 1
                }
            }
            if depart == began, depart <= open.upperBound { return depart }
        }
    }

    private func separation(_ run: Run, _ hazards: (Int32, Int32)) -> Int {
        var most = 0
        for a in [run.hazardA, run.hazardB] where a >= 0 {
            if hazards.0 >= 0 { most = max(most, problem.separations[Int(a)][Int(hazards.0)]) }
            if hazards.1 >= 0 { most = max(most, problem.separations[Int(a)][Int(hazards.1)]) }
        }
        return most
    }
}
