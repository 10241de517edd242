import GateDomain

/// One discrepancy rule of the domain reference "rules".
protocol Rule: Sendable {
    static var number: Int { get }
    static func outcome(_ context: RuleContext) -> RuleOutcome
}

enum Rules {
    /// In order of their numbers; a later rule may ask what an earlier one found.
    static let all: [any Rule.Type] = [
        R01UndeclaredPlate.self, R02PlateOneOff.self, R03InvalidPlate.self, R04PlateColour.self,
        R05PlatePairDiffers.self, R06ImpossibleTravel.self, R07TractorTrailerChanged.self,
        R08TrailerContainerChanged.self, R09CheckDigit.self, R10UndeclaredContainer.self, R11ContainerMissing.self,
        R12NumbersDiffer.self, R13OwnerUnknown.self, R14SizeTypeDiffers.self, R15LengthDiffers.self,
        R16AlreadyInside.self, R17ExitWithoutEntry.self, R18SealDiffers.self, R19SealBroken.self, R20SealReused.self,
        R21ElectronicSealAlarm.self, R22WeightDiffers.self, R23EmptyIsHeavy.self, R24FullIsEmpty.self,
        R25Overweight.self, R26WeightChanged.self, R27ColdInDryBox.self, R28DryInReefer.self,
        R29LiquidWithoutTank.self, R30HazardDiffers.self, R31DeclarationReused.self, R32NotReleased.self,
        R33Overdrawn.self, R34MixedLoad.self, R35StayTooLong.self, R36PathAnomaly.self, R37DriverDiffers.self,
        R38Watched.self, R39PermitExceeded.self, R40ValueOutlier.self, R41OriginImprobable.self, R42Importer.self,
        R43QuarantineMissing.self, R44Unseen.self, R45Random.self,
    ]
}
