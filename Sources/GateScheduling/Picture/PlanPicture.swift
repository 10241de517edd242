/// A plan as an SVG picture: lanes, vehicles and cranes as rows over time.
public struct PlanPicture {
    private struct Bar {
        var from: Int
        var to: Int
        var colour: String
        var title: String
    }

    private static let rowHeight = 18
    private static let left = 90
    private static let width = 1400
    private let instance: LaneInstance
    private var rows: [(name: String, bars: [Bar])] = []
    private var begin = 0
    private var end = 1

    /// - Returns: a whole SVG document.
    public static func svg(_ plan: LanePlan, of instance: LaneInstance) -> String {
        var picture = PlanPicture(instance)
        picture.fill(plan)
        return picture.document()
    }

    private init(_ instance: LaneInstance) { self.instance = instance }

    private mutating func fill(_ plan: LanePlan) {
        let jobs = Dictionary(instance.jobs.map { ($0.id, $0) }) { $1 }
        let lanes = Dictionary(instance.lanes.map { ($0.id, $0) }) { $1 }
        let handling = instance.ends.mapValues(\.handling)
        var laneBars: [String: [Bar]] = [:]
        var vehicleBars: [String: [Bar]] = [:]
        var craneBars: [String: [Bar]] = [:]
        for trip in plan.trips {
            guard let lane = lanes[trip.lane], let from = TransportEnd(rawValue: trip.from) else { continue }
            let what = trip.jobs.isEmpty ? "empty" : trip.jobs.joined(separator: " + ")
            let crossing = Bar(
                from: trip.depart, to: trip.depart + lane.travel,
                colour: trip.jobs.isEmpty ? "#b8bcc2" : from == .china ? "#1f6fb2" : "#2e8b57",
                title: "\(trip.vehicle), lane \(trip.lane) from \(trip.from): \(what)")
            laneBars["\(trip.lane) \(trip.from)", default: []].append(crossing)
            vehicleBars[trip.vehicle, default: []].append(crossing)
            for (handlings, end, verb) in [(trip.loads, from, "load"), (trip.unloads, from.other, "unload")] {
                for one in handlings {
                    let stop = one.start + (handling[end.rawValue] ?? 0)
                    let isLate = verb == "unload" && stop > (jobs[one.job]?.target ?? .max)
                    let bar = Bar(
                        from: one.start, to: stop, colour: isLate ? "#c0392b" : "#d9a441",
                        title: "\(verb) \(one.job)\(isLate ? ", late" : "")")
                    vehicleBars[trip.vehicle, default: []].append(bar)
                    craneBars["crane \(end.rawValue) \(one.crane)", default: []].append(bar)
                }
            }
        }
        for lane in instance.lanes {
            for end in TransportEnd.allCases {
                rows.append(("\(lane.id) \(end.rawValue)→", laneBars["\(lane.id) \(end.rawValue)"] ?? []))
            }
        }
        rows += instance.vehicles.map { ($0.id, vehicleBars[$0.id] ?? []) }
        for end in TransportEnd.allCases {
            for crane in 0..<(instance.ends[end.rawValue]?.cranes ?? 0) {
                let name = "crane \(end.rawValue) \(crane)"
                rows.append((name, craneBars[name] ?? []))
            }
        }
        let bars = rows.flatMap(\.bars)
        begin = (bars.map(\.from).min() ?? 0) / 3600 * 3600
        end = max(begin + 3600, bars.map(\.to).max() ?? 0)
    }

    private func x(_ time: Int) -> String {
        let offset = Double(time - begin) / Double(end - begin) * Double(Self.width)
        return String((Double(Self.left) * 10 + (offset * 10).rounded()) / 10)
    }

    private func document() -> String {
        let height = rows.count * Self.rowHeight + 40
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Self.left + Self.width + 10) \(height)\" "
                + "font-family=\"sans-serif\" font-size=\"11\" role=\"img\" aria-label=\"lane plan\">",
            "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>",
        ]
        let step = max(1, (end - begin) / 3600 / 24) * 3600
        for hour in stride(from: begin, through: end, by: step) {
            lines.append(
                "<path d=\"M\(x(hour)) 16V\(height - 20)\" stroke=\"#e3e6ea\"/>"
                    + "<text x=\"\(x(hour))\" y=\"12\" text-anchor=\"middle\">\(hour / 3600) h</text>")
        }
        for (index, row) in rows.enumerated() {
            let y = 20 + index * Self.rowHeight
            lines.append("<text x=\"4\" y=\"\(y + 12)\">\(Self.escaped(row.name))</text>")
            for bar in row.bars {
                let wide = max(0.5, Double(bar.to - bar.from) / Double(end - begin) * Double(Self.width))
                lines.append(
                    "<rect x=\"\(x(bar.from))\" y=\"\(y + 2)\" width=\"\((wide * 10).rounded() / 10)\" height=\"14\" "
                        + "fill=\"\(bar.colour)\"><title>\(Self.escaped(bar.title))</title></rect>")
            }
        }
        lines.append(
            "<text x=\"\(Self.left)\" y=\"\(height - 6)\">blue: CN to VN, green: VN to CN, grey: empty, "
                + "amber: handling, red: off after its target</text></svg>")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: out += " "
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
