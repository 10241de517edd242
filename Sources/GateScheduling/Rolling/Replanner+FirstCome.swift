extension Replanner {
    /// Every box that has not begun, in the order of the releases, each on the vehicle that brings it across first; two small ones that
    /// come one after the other from one end ride together.
    func inOrderOfRelease() -> (plan: LanePlan, forced: Int) {
        var timeline = timeline
        let open = (items.flatMap { [Int($0.gene.first), Int($0.gene.second)] } + fresh).filter { $0 >= 0 }
        let hopeless = open.filter { problem.whyHopeless($0) != nil }
        let waiting = open.filter { problem.whyHopeless($0) == nil }.sorted {
            (problem.jobs[$0].release, $0) < (problem.jobs[$1].release, $1)
        }
        var genes: [TripGene] = []
        var alone: [Int?] = [nil, nil]
        let room = problem.vehicles.map(\.teu).max() ?? 0
        for box in waiting {
            let from = problem.jobs[box].from
            if let place = alone[from], problem.mayShare(Int(genes[place].first), box),
                problem.jobs[box].teu + problem.jobs[Int(genes[place].first)].teu <= room
            {
                genes[place].second = Int32(box)
                alone[from] = nil
            } else {
                genes.append(TripGene(box))
                alone[from] = problem.jobs[box].teu < room ? genes.count - 1 : nil
            }
        }
        let placements = genes.map { timeline.place($0) }
        var plan = problem.plan(genes, placements, hopeless: hopeless)
        plan.trips = begun + plan.trips
        plan.unplaced += stuck
        problem.dealCranes(&plan.trips, from: now)
        return (plan, forced)
    }
}
