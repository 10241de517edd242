import GateDomain
import GatePipeline

/// The scenes of every camera side by side, with a frame around what was read.
struct EvidencePictures {
    let file: DeskFile
    /// Sizes of the scenes, by hash.
    let sizes: [String: JPEGSize]
    let language: Language

    private struct Scene {
        var sha256: String
        var sightings: [Sighting]
    }

    private var scenes: [Scene] {
        var scenes: [Scene] = []
        for sighting in file.passage.sightings {
            guard let sha256 = sighting.evidence.last else { continue }
            if let index = scenes.firstIndex(where: { $0.sha256 == sha256 }) {
                scenes[index].sightings.append(sighting)
            } else {
                scenes.append(Scene(sha256: sha256, sightings: [sighting]))
            }
        }
        return scenes
    }

    /// Hashes of all scenes: what the page shows.
    static func hashes(_ file: DeskFile) -> [String] {
        file.passage.sightings.compactMap(\.evidence.last).reduce(into: []) { all, sha256 in
            if !all.contains(sha256) { all.append(sha256) }
        }
    }

    var html: HTML {
        let scenes = scenes
        if scenes.isEmpty { return tag(.p, .class("notice"), text: CaseWords.noPictures(language)) }
        return .fragment([
            tag(.div, .class("pictures"), .id("pictures")) {
                for scene in scenes { figure(scene) }
            },
            tag(.p, .class("quietly")) {
                tag(
                    .button, .set(.type, "button"), .class("quiet"), .data("contrast", "pictures"),
                    .aria("pressed", "false"), text: CaseWords.contrast(language))
                " " + CaseWords.boxIs(language)
            },
        ])
    }

    private func figure(_ scene: Scene) -> HTML {
        let first = scene.sightings[0]
        let address = DeskParts.picture(scene.sha256, of: file.passage.id)
        let reads = scene.sightings.compactMap(\.codeText).map {
            $0.count == 11 ? DeskParts.box($0) : DeskParts.plate($0) ?? $0
        }
        let name = DeskParts.role(first.place.role)(language)
        return tag(.figure) {
            tag(
                .a, .href(address), .class("scene"), .data("zoom", ""),
                .aria("label", "\(CaseWords.enlarge(language)): \(name) \(first.place.camera)")
            ) {
                tag(
                    .img, .src(address), .set(.alt, "\(name): \(reads.joined(separator: ", "))"),
                    .set(.loading, "lazy"), .set(.width, sizes[scene.sha256].map { String($0.width) }),
                    .set(.height, sizes[scene.sha256].map { String($0.height) }))
                overlay(scene)
            }
            tag(.figcaption) {
                tag(.strong, text: name)
                " \(first.place.camera) · "
                tag(
                    .time, .set(.datetime, first.last.instant.rfc3339),
                    text: String(Times.local(first.last.instant).suffix(5)))
                if !reads.isEmpty {
                    tag(.br)
                    tag(.span, .class("code"), text: reads.joined(separator: ", "))
                }
            }
        }
    }

    private func overlay(_ scene: Scene) -> HTML {
        let quads = scene.sightings.compactMap(\.corners)
        guard let size = sizes[scene.sha256], !quads.isEmpty else { return .empty }
        let step = size.step ?? (isReduced ? 2 : 1)
        return tag(.svg, .set(.viewBox, "0 0 \(size.width * step) \(size.height * step)"), .aria("hidden", "true")) {
            for quad in quads {
                tag(.path, .class("read"), .set(.d, Self.path(quad)))
            }
        }
    }

    /// Older pictures don't say by how much they were reduced: corners beyond one of them tell that they were.
    private var isReduced: Bool {
        file.passage.sightings.contains { sighting in
            guard let size = sighting.evidence.last.flatMap({ sizes[$0] }), let quad = sighting.corners else {
                return false
            }
            return quad.corners.contains {
                Int(saturating: $0.x) > size.width || Int(saturating: $0.y) > size.height
            }
        }
    }

    /// A little wider than the text.
    private static func path(_ quad: Quad) -> String {
        let centre = quad.centre
        let points = quad.corners.map { corner in
            let x = Int(saturating: centre.x + (corner.x - centre.x) * 1.1)
            let y = Int(saturating: centre.y + (corner.y - centre.y) * 1.25)
            return "\(x) \(y)"
        }
        return "M" + points.joined(separator: "L") + "Z"
    }
}

extension Sighting {
    /// Where it was read, in pixels of the frame.
    fileprivate var corners: Quad? {
        switch subject {
        case .plate(let read): read.corners
        case .container(let read): read.corners
        case .unreadVehicle, .cameraDark: nil
        }
    }
}
