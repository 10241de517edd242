import GateDomain
import GateRecognition

/// What `read --json` prints of a picture.
struct PictureLine: Encodable {
    struct PlateItem: Encodable {
        var text: String
        var display: String
        var country: PlateCountry
        var colour: PlateColour
        var confidence: Double
        var corners: Quad
        /// True where the picture's edge cuts the plate.
        var cut: Bool?
    }

    struct ContainerItem: Encodable {
        var number: String
        var sizeType: SizeTypeCode?
        var checkDigit: CheckDigitState
        var confidence: Double
        var corners: Quad
        /// Kilograms, as the door's weight table has them.
        var maxGross: Int?
        var tare: Int?
    }

    var image: String
    var plates: [PlateItem]
    var containers: [ContainerItem]

    init(image: String, _ reads: PictureReads) {
        self.image = image
        plates = reads.plates.map {
            PlateItem(
                text: $0.plate.text, display: $0.plate.display, country: $0.plate.country, colour: $0.colour,
                confidence: rounded($0.confidence, 4), corners: rounded($0.corners), cut: $0.isCut ? true : nil)
        }
        containers = reads.containers.map {
            ContainerItem(
                number: $0.number.text, sizeType: $0.sizeType, checkDigit: $0.checkDigit,
                confidence: rounded($0.confidence, 4), corners: rounded($0.corners),
                maxGross: $0.weights?.maxGrossKilograms, tare: $0.weights?.tareKilograms)
        }
    }

    /// For a person.
    var text: String {
        let plates = plates.map {
            "\($0.display) (\($0.country.rawValue), \($0.colour.rawValue), \($0.confidence)\($0.cut == true ? ", cut" : ""))"
        }
        let boxes = containers.map {
            let weights = [$0.maxGross.map { ", max gross \($0) kg" }, $0.tare.map { ", tare \($0) kg" }]
            return "\($0.number) \($0.sizeType?.text ?? "") (check digit \($0.checkDigit.rawValue), \($0.confidence)"
                + weights.compactMap { $0 }.joined() + ")"
        }
        let all = plates + boxes
        return "\(image): " + (all.isEmpty ? "nothing read" : all.joined(separator: "; "))
    }
}

func rounded(_ value: Double, _ digits: Int) -> Double {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return (value * scale).rounded() / scale
}

func rounded(_ quad: Quad) -> Quad {
    func point(_ point: Point) -> Point { Point(x: rounded(point.x, 1), y: rounded(point.y, 1)) }
    return Quad(
        topLeft: point(quad.topLeft), topRight: point(quad.topRight), bottomRight: point(quad.bottomRight),
        bottomLeft: point(quad.bottomLeft))
}
