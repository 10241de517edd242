print("bordergate")
